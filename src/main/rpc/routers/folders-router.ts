import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createFoldersRouter(os: Implementer, { order: { folders } }: App) {
  return os.folders.router({
    list: os.folders.list.handler(() => folders.list()),
    create: os.folders.create.handler(({ input }) => folders.create(input.name, input.parentId)),
    rename: os.folders.rename.handler(({ input }) => folders.rename(input.folderId, input.name)),
    move: os.folders.move.handler(({ input }) => folders.move(input.folderId, input.parentId, input.beforeId)),
    remove: os.folders.remove.handler(({ input }) => folders.remove(input.folderId)),
    restore: os.folders.restore.handler(({ input }) => folders.restore(input.folderId)),
  });
}
