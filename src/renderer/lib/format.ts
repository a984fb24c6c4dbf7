/** Numbers, sizes and times as the user's language writes them. */

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Decimal units with at most one digit behind the point: 98,362,432 → "98.4 MB". */
export function formatBytes(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1_000 ** step);
}

/** By language and digits: making one takes longer than drawing the line it is for, and a chat has hundreds. */
const numberFormats = new Map<string, Intl.NumberFormat>();

export function formatNumber(value: number, language: string, digits = 0): string {
  const key = `${language} ${digits}`;
  const known = numberFormats.get(key);
  const format = known ?? new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
  if (!known) numberFormats.set(key, format);
  return format.format(value);
}

/** What stands between two sentences: nothing in Chinese, whose full stop brings its own room. */
export const sentenceGap = (language: string): string => (language.startsWith('zh') ? '' : ' ');
