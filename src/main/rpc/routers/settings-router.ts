import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createSettingsRouter(os: Implementer, { settings }: App) {
  return os.settings.router({
    get: os.settings.get.handler(() => settings.get()),
    update: os.settings.update.handler(({ input }) => settings.update(input)),
  });
}
