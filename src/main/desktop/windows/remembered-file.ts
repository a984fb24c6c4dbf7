/** A small thing that is remembered in a file of the data folder: read once, written whole after a pause. Losing it is no harm. */
import { readFileSync } from 'node:fs';
import type { Logger } from '#main/platform/logger.ts';
import { writePrivateFile } from '#main/platform/private-file.ts';

export interface RememberedFile<T> {
  /** As it is now, written or not. */
  get(): T;
  set(value: T): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

export interface RememberedFileOptions<T> {
  readonly file: string;
  /** What a file says; must take a damaged one. */
  readonly parse: (text: string) => T;
  /** Before there is a file. */
  readonly initial: T;
  readonly pauseMs: number;
  readonly log: Pick<Logger, 'warn'>;
  /** For the log, when it could not be written. */
  readonly complaint: string;
}

export function createRememberedFile<T>({ file, parse, initial, pauseMs, log, complaint }: RememberedFileOptions<T>): RememberedFile<T> {
  const read = (): T => {
    try {
      return parse(readFileSync(file, 'utf8'));
    } catch {
      return initial; // first start
    }
  };
  let value = read();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const text = JSON.stringify(value);
    writing = writing.then(() => writePrivateFile(file, text)).catch((error: unknown) => log.warn(complaint, error));
  };
  return {
    get: () => value,
    set: (next) => {
      value = next;
      clearTimeout(timer);
      timer = setTimeout(write, pauseMs);
      timer.unref();
    },
    flush: async () => {
      if (timer !== undefined) write();
      await writing;
    },
  };
}
