/** Quitting waits for the application to store what is being written and to end its engine, but never longer than the limit. */
import type { App as ElectronApp } from 'electron';

/** Enough to store the last words of every answer; a system that shuts down gives about five seconds. */
export const QUIT_LIMIT_MS = 4_000;

export interface QuitOptions {
  readonly app: Pick<ElectronApp, 'on' | 'exit'>;
  /** Ends everything within the limit. Must not reject. */
  readonly close: (limitMs: number) => Promise<void>;
}

/** Holds the first quit back, closes, then exits with code 0. Further quits meanwhile change nothing. */
export function quitCleanly({ app, close }: QuitOptions): void {
  let isClosing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    close(QUIT_LIMIT_MS).then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
}
