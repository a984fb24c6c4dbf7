/** The selection port as the quick-ask window needs it: the page waits for a capture that is under way, and sees how giving back went. */
import type { Capture } from '#shared/contract/selection-contract.ts';
import type { SelectionPort } from '#main/selection/selection-port.ts';
import type { QuickAsk } from './quick-ask.ts';

/** Reading what lies ready. */
const READ_LIMIT_MS = 150;
/**
 * Where the copy keys must be pressed, and that by another program: a window that came sooner would get them itself. About half of it
 * is for the keys of the shortcut, which must be let go of first.
 */
const COPY_LIMIT_MS = 1_300;

/** How long the window may wait for the selection before it takes the focus. */
export const captureLimitMs = (platform: NodeJS.Platform): number => (platform === 'linux' ? READ_LIMIT_MS : COPY_LIMIT_MS);

/** A slow program's selection arrives a little after the window. */
export function forQuickAsk(port: SelectionPort, quickAsk: Pick<QuickAsk, 'stepBack'>): SelectionPort {
  let underWay: Promise<Capture> | null = null;
  const thenStepBack = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      quickAsk.stepBack();
    }
  };
  return {
    ...port,
    capture: (stop) => {
      const capture = port.capture(stop);
      underWay = capture;
      return capture;
    },
    latest: async () => {
      await underWay?.catch(() => undefined);
      return port.latest();
    },
    giveBack: (input) => thenStepBack(port.giveBack(input)),
    undo: (pasteId) => thenStepBack(port.undo(pasteId)),
  };
}
