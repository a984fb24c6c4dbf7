import type { App } from '#main/app/create-app.ts';
import { signalOf } from '../implementer.ts';
import type { Implementer } from '../implementer.ts';

export function createGenerationsRouter(os: Implementer, { generations, hub }: App) {
  return os.generations.router({
    send: os.generations.send.handler(({ input }) => generations.send(input)),
    regenerate: os.generations.regenerate.handler(({ input }) => generations.regenerate(input)),
    edit: os.generations.edit.handler(({ input }) => generations.edit(input)),
    continue: os.generations.continue.handler(({ input }) => generations.continueAnswer(input.messageId)),
    complete: os.generations.complete.handler(({ input }) => generations.complete(input)),
    watch: os.generations.watch.handler(({ input, signal }) => hub.watch(input.generationId, input.afterSeq, signalOf(signal))),
    cancel: os.generations.cancel.handler(({ input }) => hub.cancel(input.generationId)),
    listLive: os.generations.listLive.handler(() => hub.listLive()),
  });
}
