import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createDataRouter(os: Implementer, { data, host, dataFolder }: App) {
  return os.data.router({
    backUp: os.data.backUp.handler(() => data.backUp()),
    revealDataFolder: os.data.revealDataFolder.handler(() => host.revealFolder(dataFolder)),
  });
}
