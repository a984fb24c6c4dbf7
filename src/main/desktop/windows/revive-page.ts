/** Brings a page back after its process died, but not for ever: what kills it three times in a minute would go on killing it. */
import type { WebContents } from 'electron';

const MOST_REVIVALS = 3;
const WINDOW_MS = 60_000;

export interface ReviveOptions {
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
  /** Called with the reason, and whether the page is loaded again. */
  readonly onGone: (reason: string, isRevived: boolean) => void;
}

/** A reload keeps the conversation: the page attaches again to whatever main is still writing. */
export function revivePage(contents: Pick<WebContents, 'on' | 'reload'>, { now, onGone }: ReviveOptions): void {
  let revivals: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const since = now() - WINDOW_MS;
    revivals = revivals.filter((time) => time > since);
    const isRevived = revivals.length < MOST_REVIVALS;
    if (isRevived) {
      revivals.push(now());
      contents.reload();
    }
    onGone(reason, isRevived);
  });
}
