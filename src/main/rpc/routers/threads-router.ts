import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createThreadsRouter(os: Implementer, { threads }: App) {
  return os.threads.router({
    list: os.threads.list.handler(({ input }) => threads.list(input)),
    get: os.threads.get.handler(({ input }) => threads.get(input.threadId)),
    create: os.threads.create.handler(({ input }) => threads.create(input.kind)),
    rename: os.threads.rename.handler(({ input }) => threads.rename(input.threadId, input.title)),
    setPinned: os.threads.setPinned.handler(({ input }) => threads.setPinned(input.threadId, input.isPinned)),
    remove: os.threads.remove.handler(({ input }) => threads.remove(input.threadId)),
    restore: os.threads.restore.handler(({ input }) => threads.restore(input.threadId)),
    setParameters: os.threads.setParameters.handler(({ input }) => threads.setParameters(input.threadId, input.parameters)),
    getParameters: os.threads.getParameters.handler(({ input }) => threads.getParameters(input.threadId)),
    listMessages: os.threads.listMessages.handler(({ input }) => threads.listMessages(input.threadId, input)),
    listVersions: os.threads.listVersions.handler(({ input }) => threads.listVersions(input.messageId)),
    selectVersion: os.threads.selectVersion.handler(({ input }) => threads.selectVersion(input.messageId)),
    search: os.threads.search.handler(async ({ input }) => ({ hits: await threads.search(input.query, input.limit) })),
    getDraft: os.threads.getDraft.handler(async ({ input }) => ({ text: await threads.getDraft(input.key) })),
    saveDraft: os.threads.saveDraft.handler(({ input }) => threads.saveDraft(input.key, input.text)),
  });
}
