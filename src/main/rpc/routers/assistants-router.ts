import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createAssistantsRouter(os: Implementer, { assistants }: App) {
  return os.assistants.router({
    list: os.assistants.list.handler(({ input }) => assistants.list(input.language)),
    create: os.assistants.create.handler(({ input }) => assistants.create(input.content)),
    update: os.assistants.update.handler(({ input }) => assistants.update(input.assistantId, input.content)),
    reset: os.assistants.reset.handler(({ input }) => assistants.reset(input.assistantId)),
    remove: os.assistants.remove.handler(({ input }) => assistants.remove(input.assistantId)),
    restore: os.assistants.restore.handler(({ input }) => assistants.restore(input.assistantId)),
    exportFile: os.assistants.exportFile.handler(({ input }) => assistants.exportFile(input.assistantIds)),
    importFile: os.assistants.importFile.handler(({ input }) => assistants.importFile(input.text)),
  });
}
