/** Ranges of row numbers, newest first: the parts of a library in which a search with filters can find something. */

/** Both ends belong to it. */
export interface KeyRange {
  readonly from: number;
  readonly to: number;
}

/** Keys so close that the ones between cost less than another question. */
const NEAR = 12;

/** The fewest ranges that hold all `keys`, which come newest first. */
export function toRanges(keys: readonly number[]): KeyRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const key of keys) {
    const last = ranges.at(-1);
    if (last && last.from - key <= NEAR) last.from = key;
    else ranges.push({ from: key, to: key });
  }
  return ranges;
}

/** The ranges of these segments of `1 << bits` keys each, newest first; neighbours become one. */
export function segmentRanges(segments: readonly number[], bits: number): KeyRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const segment of segments) {
    const [from, to] = [segment * 2 ** bits, (segment + 1) * 2 ** bits - 1];
    const last = ranges.at(-1);
    if (last?.from === to + 1) last.from = from;
    else ranges.push({ from, to });
  }
  return ranges;
}

/** What lies in `range` of each. */
export const clip = (ranges: readonly KeyRange[], range: KeyRange): KeyRange[] =>
  ranges.map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) })).filter(({ from, to }) => from <= to);
