/** Dates of the search filter: local calendar days, as in a date field. */

const DAY_MS = 86_400_000;
export const PAST_DAYS = { week: 7, month: 30, year: 365 } as const;
export type Past = keyof typeof PAST_DAYS;

/** The first moment of the day so many days ago: the same all day, so that a search can be remembered. */
export const daysAgo = (days: number, now: Date): number => new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();

/** `2026-11-22` → its first moment; undefined for what is no date. */
export function dayStart(field: string): number | undefined {
  const [year, month, day] = field.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const time = new Date(year, month - 1, day).getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** The moment after the day's last. */
export function dayEnd(field: string): number | undefined {
  const start = dayStart(field);
  return start === undefined ? undefined : daysAgo(-1, new Date(start));
}

/** The day of a moment, as a date field writes it. */
export function toField(time: number | undefined): string {
  if (time === undefined) return '';
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The day before the end that is not included. */
export const toLastDay = (end: number | undefined): string => toField(end === undefined ? undefined : end - DAY_MS / 2);
