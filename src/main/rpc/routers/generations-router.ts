import type { App } from '#main/app/create-app.ts';
import { signalOf } from '../implementer.ts';
import type { Implementer } from '../implementer.ts';

export function createGenerationsRouter(os: Implementer, { generations, hub }: App) {
  return os.generations.router({
    send: os.generations.send.handler(({ input }) => generations.send(input)),
    regenerate: os.generations.regenerate.handler(({ input }) => generations.regenerate(input)),
    sendBelow: os.generations.sendBelow.handler(async ({ input }) => ({ started: await generations.sendBelow(input) })),
    editAnswer: os.generations.editAnswer.handler(({ input }) => generations.editAnswer(input)),
    edit: os.generations.edit.handler(({ input }) => generations.edit(input)),
    continue: os.generations.continue.handler(({ input }) => generations.continueAnswer(input)),
    complete: os.generations.complete.handler(({ input }) => generations.complete(input)),
    readTokens: os.generations.readTokens.handler(async ({ input, signal }) => ({
      tokens: await generations.tokens.read(input.messageId, signalOf(signal)),
    })),
    watchTokens: os.generations.watchTokens.handler(({ input, signal }) => hub.watchTokens(input.generationId, signalOf(signal))),
    branchWithToken: os.generations.branchWithToken.handler(({ input }) => generations.tokens.branch(input)),
    watch: os.generations.watch.handler(({ input, signal }) => hub.watch(input.generationId, input.afterSeq, signalOf(signal))),
    cancel: os.generations.cancel.handler(({ input }) => hub.cancel(input.generationId)),
    getUnstored: os.generations.getUnstored.handler(() => generations.unstored.read()),
    readUnstored: os.generations.readUnstored.handler(() => ({ texts: [...generations.unstored.texts()] })),
    listLive: os.generations.listLive.handler(() => hub.listLive()),
  });
}
