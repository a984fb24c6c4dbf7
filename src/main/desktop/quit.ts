/** Quitting waits for the application to store what is being written and to end its engine, but never longer than the limit. */
import type { App as ElectronApp, PowerMonitor } from 'electron';

/** Enough to store the last words of every answer; a system that shuts down gives about five seconds. */
export const QUIT_LIMIT_MS = 4_000;
/** After this the process ends whatever still hangs: no part of Inkstone can keep it from quitting. */
const HARD_LIMIT_MS = QUIT_LIMIT_MS + 1_000;

export interface QuitOptions {
  readonly app: Pick<ElectronApp, 'on' | 'exit'>;
  /** Ends everything within the limit. Must not reject. */
  readonly close: (limitMs: number) => Promise<void>;
}

/**
 * Holds the first quit back, closes, then exits with code 0. Further quits meanwhile change nothing. `app.exit` asks no
 * window and no page: a hidden overlay, a window that hides when it is closed and a page that hangs have no say.
 */
export function quitCleanly({ app, close }: QuitOptions): void {
  let isClosing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    const hard = setTimeout(() => app.exit(1), HARD_LIMIT_MS);
    const end = (code: number): void => {
      clearTimeout(hard);
      app.exit(code);
    };
    Promise.try(close, QUIT_LIMIT_MS).then(
      () => end(0),
      () => end(1),
    );
  });
}

/** The system is going down (Linux, macOS): it is asked to wait a moment, and the quit is the usual one. Call when the app is ready. */
export function quitWithSystem(powerMonitor: Pick<PowerMonitor, 'on'>, app: Pick<ElectronApp, 'quit'>): void {
  // Electron passes an event, whatever its typings say.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  });
}
