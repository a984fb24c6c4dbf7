/**
 * Safe mode: a start that ends within a minute without having been closed counts as a crash; after three in a row the next
 * start goes without the graphics processor and loads no model by itself. Must run before the app is ready, hence synchronous.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const CRASHES_TO_SAFE_MODE = 3;
/** A start that lives this long is no crash at the start. */
export const SETTLED_AFTER_MS = 60_000;

const startsSchema = z.object({ crashes: z.int().min(0), isRunning: z.boolean() });
type Starts = z.infer<typeof startsSchema>;

export interface CrashGuard {
  readonly isSafeMode: boolean;
  /** The start went well, or was ended on purpose: it counts as no crash, and forgets those before. */
  settle(): void;
}

/** Pure: how many crashes at the start there were in a row, judging by what the last start left. */
export const crashesBefore = (left: Starts | null): number => (left === null ? 0 : left.crashes + (left.isRunning ? 1 : 0));

function read(file: string): Starts | null {
  try {
    const left = startsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return left.success ? left.data : null;
  } catch {
    return null; // no file yet, or one that a crash cut off: nothing is known, so nothing is held against this start
  }
}

function write(file: string, starts: Starts): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(starts), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  } catch {
    // A full or read-only disk: the app can still start, it only cannot count.
  }
}

/** Call once a start, by the process that holds the single-instance lock. */
export function guardStart(folder: string): CrashGuard {
  const file = join(folder, 'starts.json');
  const crashes = crashesBefore(read(file));
  write(file, { crashes, isRunning: true });
  return {
    isSafeMode: crashes >= CRASHES_TO_SAFE_MODE,
    settle: () => write(file, { crashes: 0, isRunning: false }),
  };
}
