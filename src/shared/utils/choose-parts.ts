/** Which part of a file goes in: pages, lines or characters, as ranges counted from 1. */
export type PartUnit = 'pages' | 'lines' | 'characters';

export interface PartChoice {
  readonly unit: PartUnit;
  /** Such as `1-3, 7, 12-`; empty for everything. */
  readonly ranges: string;
}

export interface ChosenPart {
  readonly text: string;
  /** As the model is told; empty for everything. */
  readonly part: string;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const RANGE = /^(\d{1,9})?\s*(-|–|—|~|至|到)?\s*(\d{1,9})?$/u;

function parseOne(text: string, count: number): Range | null {
  const [, first, dash, last] = RANGE.exec(text) ?? [];
  if (first === undefined && last === undefined) return null;
  if (dash === undefined && last !== undefined) return null;
  const from = first === undefined ? 1 : Number(first);
  const to = dash === undefined ? from : last === undefined ? count : Number(last);
  return from >= 1 && from <= to && from <= count ? { from, to: Math.min(to, count) } : null;
}

/** In order, those that touch made one; null when it cannot be read or names what is not there. The empty text is everything. */
export function parseRanges(ranges: string, count: number): readonly Range[] | null {
  const pieces = ranges.split(/[,，、;；]/u).map((piece) => piece.trim());
  if (pieces.every((piece) => piece === '')) return [{ from: 1, to: count }];
  const parsed: Range[] = [];
  for (const piece of pieces.filter((one) => one !== '')) {
    const range = parseOne(piece, count);
    if (range === null) return null;
    parsed.push(range);
  }
  const merged: Range[] = [];
  for (const range of parsed.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && range.from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else merged.push(range);
  }
  return merged;
}

const SEPARATORS: Readonly<Record<PartUnit, string>> = { pages: '\n\n', lines: '\n', characters: '' };

/** The pieces that a choice counts. Characters are what a reader would count as such, not halves of surrogate pairs. */
function piecesOf(pages: readonly string[], unit: PartUnit): readonly string[] {
  if (unit === 'pages') return pages;
  const whole = pages.join(SEPARATORS.pages);
  if (unit === 'characters') return Array.from(whole);
  // The end of the last line begins no other one.
  return (whole.endsWith('\n') ? whole.slice(0, -1) : whole).split('\n');
}

export const countPieces = (pages: readonly string[], unit: PartUnit): number => piecesOf(pages, unit).length;

/** Exactly what is sent; null when the choice cannot be read. */
export function chooseParts(pages: readonly string[], { unit, ranges }: PartChoice): ChosenPart | null {
  if (ranges.trim() === '') return { text: pages.join(SEPARATORS.pages), part: '' };
  const pieces = piecesOf(pages, unit);
  const chosen = parseRanges(ranges, pieces.length);
  if (chosen === null) return null;
  if (chosen.length === 1 && chosen[0]?.from === 1 && chosen[0].to === pieces.length)
    return { text: pages.join(SEPARATORS.pages), part: '' };
  const text = chosen
    .map(({ from, to }) => pieces.slice(from - 1, to).join(SEPARATORS[unit]))
    .join(unit === 'characters' ? '\n' : SEPARATORS[unit]);
  const names = chosen.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
  return { text, part: `${unit} ${names} of ${pieces.length}` };
}
