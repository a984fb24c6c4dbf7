/** Reads values of files that others wrote: whatever is not what it should be counts as absent. */

export type ForeignRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is ForeignRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only what the object says itself, never what it inherits. */
export const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined);

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text as it can be stored: a half of a character becomes the sign for what cannot be read. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : '');

/** null for everything that is no non-empty text of a sensible length. */
export const idOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= 500 ? value.toWellFormed() : null;

const LATEST_MS = 8_640_000_000_000_000;
/** Larger numbers are milliseconds: in seconds they would lie after the year 5000. */
const MOST_SECONDS = 100_000_000_000;

/** Epoch milliseconds from seconds, milliseconds or a date as text. */
export function timeOf(value: unknown): number | null {
  const number =
    typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value * (value < MOST_SECONDS ? 1_000 : 1) : NaN;
  return number >= 0 && number <= LATEST_MS ? Math.floor(number) : null;
}

const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu;
const MOST_TITLE = 300;

/** A name as one visible line: no control characters, none that turns the writing direction. */
export function titleOf(value: unknown): string {
  const line = textOf(value)
    .slice(0, 10 * MOST_TITLE)
    .replace(UNSEEN, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return Array.from(line).slice(0, MOST_TITLE).join('').toWellFormed();
}
