/**
 * Where imported threads stand in the list: between those that are there, by the time of their last message. The threads that
 * were there keep their order among themselves, and so do the imported ones.
 */
import type { ThreadId } from '#shared/models/ids.ts';

export interface PlacedThread {
  readonly id: ThreadId;
  readonly activity: number;
  readonly updatedAt: number;
}

/** Both newest first; returns who gets which number. Only threads below the newest imported one are moved. */
export function mergeIntoList(
  existing: readonly PlacedThread[],
  imported: readonly PlacedThread[],
): { readonly thread: PlacedThread; readonly activity: number }[] {
  const lowest = Math.min(existing.at(-1)?.activity ?? 0, leastOf(imported));
  const moved: { readonly thread: PlacedThread; readonly activity: number }[] = [];
  let next = 0;
  const move = (thread: PlacedThread): void => void moved.push({ thread, activity: lowest - 1 - moved.length });
  for (const thread of imported) {
    for (let other = existing[next]; other !== undefined && other.updatedAt >= thread.updatedAt; other = existing[next]) {
      // Those in front of the first imported thread stay where they are.
      if (moved.length > 0) move(other);
      next += 1;
    }
    move(thread);
  }
  for (const other of existing.slice(next)) move(other);
  return moved;
}

function leastOf(threads: readonly PlacedThread[]): number {
  return threads.reduce((least, { activity }) => Math.min(least, activity), 0);
}
