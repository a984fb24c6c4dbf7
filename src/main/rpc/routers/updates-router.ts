import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createUpdatesRouter(os: Implementer, { host: { updates } }: App) {
  return os.updates.router({
    get: os.updates.get.handler(() => updates.get()),
    check: os.updates.check.handler(() => updates.check()),
    download: os.updates.download.handler(() => updates.download()),
    cancel: os.updates.cancel.handler(() => updates.cancel()),
    install: os.updates.install.handler(() => updates.install()),
  });
}
