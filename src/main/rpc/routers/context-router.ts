import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createContextRouter(os: Implementer, { generations: { context } }: App) {
  return os.context.router({
    get: os.context.get.handler(({ input }) => context.get(input.threadId, input.text ?? '')),
    summarise: os.context.summarise.handler(({ input, signal }) => context.summarise(input.threadId, signal)),
    editSummary: os.context.editSummary.handler(({ input }) => context.editSummary(input.threadId, input.summaryId, input.text)),
    removeSummary: os.context.removeSummary.handler(({ input }) => context.removeSummary(input.threadId, input.summaryId)),
    restoreSummary: os.context.restoreSummary.handler(({ input }) => context.restoreSummary(input.threadId, input.summaryId)),
  });
}
