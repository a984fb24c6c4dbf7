import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createQueueRouter(os: Implementer, { queue }: App) {
  return os.queue.router({
    get: os.queue.get.handler(({ input }) => queue.get(input.threadId)),
    listThreads: os.queue.listThreads.handler(() => queue.listThreads()),
    add: os.queue.add.handler(({ input }) => queue.add(input)),
    edit: os.queue.edit.handler(({ input }) => queue.edit(input.queuedId, input.text)),
    remove: os.queue.remove.handler(({ input }) => queue.remove(input.queuedId)),
    move: os.queue.move.handler(({ input }) => queue.move(input.queuedId, input.beforeId)),
    resume: os.queue.resume.handler(({ input }) => queue.resume(input.threadId)),
  });
}
