/** The last nets under a host's process. What lands here is a bug; it is logged, and nothing goes on in an unknown state. */
import type { Logger } from './logger.ts';

export interface ProcessEvents {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (reason: unknown) => void): unknown;
}

/** A rejection that nobody awaited is only logged: no state was left half-changed by it. `onFatal` must end the process. */
export function catchProcessErrors(process: ProcessEvents, log: Logger, onFatal: () => void): void {
  let isEnding = false;
  process.on('unhandledRejection', (reason) => log.error('a failure was not handled', reason));
  process.on('uncaughtException', (error) => {
    log.error('the process broke', error);
    if (isEnding) return;
    isEnding = true;
    onFatal();
  });
}
