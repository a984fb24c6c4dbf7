/** Quick ask, Write and Translate. */
import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createQuickAskRouter(os: Implementer, { quickAsk, host }: App) {
  return os.quickAsk.router({
    run: os.quickAsk.run.handler(({ input }) => quickAsk.run(input)),
    listQuestions: os.quickAsk.listQuestions.handler(() => quickAsk.listQuestions()),
    setPinned: os.quickAsk.setPinned.handler(({ input }) => host.pinQuickAsk(input.isPinned)),
    continueInChat: os.quickAsk.continueInChat.handler(({ input }) => quickAsk.continueInChat(input)),
  });
}

export function createWritingRouter(os: Implementer, { writing }: App) {
  return os.writing.router({
    run: os.writing.run.handler(({ input }) => writing.run(input)),
    getResult: os.writing.getResult.handler(({ input }) => writing.getResult(input)),
  });
}

export function createTranslationRouter(os: Implementer, { translation }: App) {
  return os.translation.router({
    detect: os.translation.detect.handler(({ input }) => translation.detect(input)),
    getAbility: os.translation.getAbility.handler(({ input }) => translation.getAbility(input)),
    run: os.translation.run.handler(({ input }) => translation.run(input)),
    getResult: os.translation.getResult.handler(({ input }) => translation.getResult(input)),
  });
}
