/** Threads by day, as people look for them: temporary, pinned, the last days by name, older ones by month. */
import type { Thread } from '#shared/models/thread.ts';

export type GroupName = 'temporary' | 'pinned' | 'today' | 'yesterday' | 'week';

export interface ThreadGroup {
  readonly key: string;
  /** A name with its own words, or the first day of a month. */
  readonly name: GroupName | null;
  readonly month: Date | null;
  readonly threads: readonly Thread[];
}

/** Whole calendar days between two moments in local time; a day of 23 or 25 hours counts as one. */
function daysBetween(earlier: Date, later: Date): number {
  const day = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
  return day(later) - day(earlier);
}

function groupOf(thread: Thread, now: Date): { key: string; name: GroupName | null; month: Date | null } {
  if (thread.isTemporary) return { key: 'temporary', name: 'temporary', month: null };
  if (thread.isPinned) return { key: 'pinned', name: 'pinned', month: null };
  const date = new Date(thread.updatedAt);
  const age = daysBetween(date, now);
  if (age <= 0) return { key: 'today', name: 'today', month: null };
  if (age === 1) return { key: 'yesterday', name: 'yesterday', month: null };
  if (age <= 7) return { key: 'week', name: 'week', month: null };
  const month = new Date(date.getFullYear(), date.getMonth(), 1);
  return { key: `${month.getFullYear()}-${month.getMonth() + 1}`, name: null, month };
}

/** Keeps the order it is given: main orders, the clock only names. */
export function groupThreads(threads: readonly Thread[], now: Date): ThreadGroup[] {
  const groups = new Map<string, { key: string; name: GroupName | null; month: Date | null; threads: Thread[] }>();
  for (const thread of threads) {
    const group = groupOf(thread, now);
    const existing = groups.get(group.key);
    if (existing) existing.threads.push(thread);
    else groups.set(group.key, { ...group, threads: [thread] });
  }
  return [...groups.values()];
}

/** A month as a heading: without the year while it is this one. */
export function monthName(month: Date, now: Date, language: string): string {
  return new Intl.DateTimeFormat(
    language,
    month.getFullYear() === now.getFullYear() ? { month: 'long' } : { month: 'long', year: 'numeric' },
  ).format(month);
}
