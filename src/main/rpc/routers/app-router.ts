import type { App } from '#main/app/create-app.ts';
import { signalOf } from '../implementer.ts';
import type { Implementer } from '../implementer.ts';

export function createAppRouter(os: Implementer, { info, changes, host, log }: App) {
  return os.app.router({
    getInfo: os.app.getInfo.handler(() => info()),
    watchChanges: os.app.watchChanges.handler(({ signal }) => changes.watch(signalOf(signal))),
    openLink: os.app.openLink.handler(({ input }) => host.openLink(input.url)),
    closeQuickAsk: os.app.closeQuickAsk.handler(() => host.closeQuickAsk()),
    getShortcuts: os.app.getShortcuts.handler(() => host.shortcuts()),
    pauseShortcuts: os.app.pauseShortcuts.handler(({ input }) => host.pauseShortcuts(input.isPaused)),
    takeQuickRequest: os.app.takeQuickRequest.handler(() => host.takeQuickRequest()),
    showThread: os.app.showThread.handler(({ input }) => host.showThread(input.threadId)),
    reportProblem: os.app.reportProblem.handler(({ input, context }) => {
      const problem = new Error(input.message);
      problem.stack = input.stack;
      log.error('a window reported a problem', problem, { viewerId: context.viewerId });
    }),
  });
}
