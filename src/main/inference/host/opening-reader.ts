/** Reads openings while nobody waits: a moment after the load, or once the engine has been idle for a while. Makes way after the chunk it is in. */
import type { Openings, OpeningsReport } from './openings.ts';

const BEGIN_MS = 250;
/** Whoever has just been answered often asks again: then no chunk that is being read shall be in the way. */
const IDLE_MS = 2_000;

export interface OpeningReader {
  /** Something else is to be read; called while idle or not. */
  wake(): void;
  /** Resolves when the sequences are free. Every call needs a `release`. */
  acquire(): Promise<void>;
  release(): void;
  /** Stops for good. */
  dispose(): Promise<void>;
}

export interface OpeningReaderOptions {
  readonly openings: Pick<Openings, 'read' | 'report'>;
  readonly onRead: (report: OpeningsReport) => void;
  readonly onError: (error: unknown) => void;
}

export function createOpeningReader({ openings, onRead, onError }: OpeningReaderOptions): OpeningReader {
  let users = 0;
  let isWanted = false;
  let timer: NodeJS.Timeout | undefined;
  let controller = new AbortController();
  let reading: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    const { signal } = controller;
    const before = openings.report.count;
    try {
      // What could not be read because chats held every sequence is tried again after the next request.
      isWanted = !(await openings.read(signal));
    } catch (error) {
      isWanted = false;
      onError(error);
    }
    if (openings.report.count !== before) onRead(openings.report);
    reading = undefined;
  };
  const schedule = (afterMs: number): void => {
    clearTimeout(timer);
    if (!isWanted || users > 0 || reading !== undefined) return;
    timer = setTimeout(() => {
      controller = new AbortController();
      reading = run();
    }, afterMs);
  };
  const stop = async (): Promise<void> => {
    clearTimeout(timer);
    controller.abort();
    await reading;
  };

  return {
    wake() {
      isWanted = true;
      schedule(BEGIN_MS);
    },
    async acquire() {
      users += 1;
      await stop();
    },
    release() {
      users -= 1;
      schedule(IDLE_MS);
    },
    async dispose() {
      isWanted = false;
      await stop();
    },
  };
}
