import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createSelectionRouter(os: Implementer, { host: { selection } }: App) {
  return os.selection.router({
    latest: os.selection.latest.handler(() => selection.latest()),
    giveBack: os.selection.giveBack.handler(({ input }) => selection.giveBack(input)),
    undo: os.selection.undo.handler(({ input }) => selection.undo(input.pasteId)),
    askPermission: os.selection.askPermission.handler(() => selection.askPermission()),
    selfTest: os.selection.selfTest.handler(() => selection.selfTest()),
  });
}
