/** The matches of a chat in reading order, as messages with their counts, and steps among them. */
import type { FoundMessage } from '#shared/models/search.ts';
import type { MessageId } from '#shared/models/ids.ts';

export interface Match {
  readonly messageId: MessageId;
  /** Which of the matches in its message. */
  readonly nth: number;
}

export const countMatches = (found: readonly FoundMessage[]): number => found.reduce((sum, { count }) => sum + count, 0);

/** The match with this number; null where there is none. */
export function matchAt(found: readonly FoundMessage[], at: number): Match | null {
  let before = 0;
  for (const { messageId, count } of found) {
    if (at >= before && at < before + count) return { messageId, nth: at - before };
    before += count;
  }
  return null;
}

/** The first match at or below a message of the loaded path; the last one above where there is none. `topId`: the first in view. */
export function matchFrom(found: readonly FoundMessage[], path: readonly MessageId[], topId: MessageId | null): number {
  const top = topId === null ? -1 : path.indexOf(topId);
  let at = 0;
  for (const { messageId, count } of found) {
    // What is not loaded yet lies above.
    if (path.indexOf(messageId) >= top && path.includes(messageId)) return at;
    at += count;
  }
  return at - 1;
}

/** Round and round; -1 where there is nothing. */
export const stepMatch = (at: number, by: 1 | -1, count: number): number => (count === 0 ? -1 : (at + by + count) % count);
