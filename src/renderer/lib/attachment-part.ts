import type { PartUnit } from '#shared/utils/choose-parts.ts';

const PART = /^(pages|lines|characters) (.+) of \d+$/u;

/** Which part of a file was sent: the words for the model, taken apart for the user's language; null for a whole file. */
export function partOf(part: string): { unit: PartUnit; ranges: string } | null {
  const [, unit, ranges = ''] = PART.exec(part) ?? [];
  return unit === 'pages' || unit === 'lines' || unit === 'characters' ? { unit, ranges } : null;
}
