/** The likelihoods of one running generation, for its viewers; nothing is gathered while there are none, and nothing kept at the end. */
import type { ScoredToken, TokenReport } from '#shared/models/token.ts';
import { createWish } from './wish.ts';
import type { Wish } from './wish.ts';

export interface TokenFeed {
  /** On while there are viewers. */
  readonly wish: Wish;
  add(report: TokenReport): void;
  /** All there are, then what is new, until the end of the generation or of the viewer. */
  view(signal: AbortSignal): AsyncGenerator<TokenReport>;
  end(): void;
}

interface Viewer {
  /** What comes next: lower again after a token was reported a second time. */
  from: number;
  wake: () => void;
}

export function createTokenFeed(): TokenFeed {
  const wish = createWish();
  const viewers = new Set<Viewer>();
  let tokens: ScoredToken[] = [];
  let isEnded = false;

  const wakeAll = (): void => {
    for (const viewer of viewers) viewer.wake();
  };

  return {
    wish,
    add(report) {
      tokens.splice(report.from, report.tokens.length, ...report.tokens);
      for (const viewer of viewers) viewer.from = Math.min(viewer.from, report.from);
      wakeAll();
    },
    async *view(signal) {
      const viewer: Viewer = { from: 0, wake: () => undefined };
      const wake = (): void => viewer.wake();
      const leave = wish.add();
      viewers.add(viewer);
      signal.addEventListener('abort', wake);
      try {
        while (!signal.aborted && !isEnded) {
          const { from } = viewer;
          if (from < tokens.length) {
            viewer.from = tokens.length;
            yield { from, tokens: tokens.slice(from) };
          } else await new Promise<void>((resolve) => (viewer.wake = resolve));
        }
      } finally {
        signal.removeEventListener('abort', wake);
        viewers.delete(viewer);
        leave();
      }
    },
    end() {
      isEnded = true;
      tokens = [];
      wakeAll();
    },
  };
}
