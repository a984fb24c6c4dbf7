/**
 * `profile.json` says "there has been a library in this folder". Without it SQLite would take a file that was emptied or
 * deleted for a first run, and the user's loss would look like a fresh start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';

const markerPath = (folder: string): string => join(folder, 'profile.json');

/** Whether a library was finished here once. The content is for people; the file's presence counts, even damaged. */
export const hasProfile = (folder: string): boolean => existsSync(markerPath(folder));

/** Written after the library's first schema is on the disk. Does nothing when it is there. */
export function ensureProfile(folder: string, now: () => number): void {
  if (hasProfile(folder) && readFileSync(markerPath(folder)).length > 0) return;
  writeDurably(markerPath(folder), `${JSON.stringify({ app: 'inkstone', library: 'inkstone.db', createdAt: now() })}\n`);
}
