/**
 * Pairs the paragraphs of a text with those of its edited version, so that words are only compared within a pair and a
 * text of 100,000 characters stays cheap. A pair may be equal, similar, or just in the same place.
 */
import { diffArrays } from 'diff';

/** `before` or `after` is empty for a paragraph that is new or gone. Joined, the pairs give both texts back. */
export interface UnitPair {
  readonly before: string;
  readonly after: string;
}

const LONG_UNIT = 2_000;
const MAX_EDITS = 600;
const SIMILAR = 0.6;
const JOINED_UNITS = 3_000;

/** Lines with their line break; a line longer than 2,000 characters is cut after its sentences. */
export function splitUnits(text: string): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.flatMap((line) =>
    line.length <= LONG_UNIT ? [line] : (line.match(/[\s\S]{1,1999}?[.!?。！？;；]+["”’)）]*\s*|[\s\S]{1,2000}/g) ?? [line]),
  );
}

/** Marks of a text for a quick comparison: lower-case words, or ideographs one by one. */
function marksOf(text: string, cache: Map<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = cache.get(text);
  if (found) return found;
  const marks = new Set(text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []);
  cache.set(text, marks);
  return marks;
}

function isSimilar(a: string, b: string, cache: Map<string, ReadonlySet<string>>): boolean {
  const [left, right] = [marksOf(a, cache), marksOf(b, cache)];
  const smaller = left.size <= right.size ? left : right;
  const larger = smaller === left ? right : left;
  if (smaller.size === 0) return left.size === right.size;
  if (larger.size > 4 * smaller.size + 4) return false;
  let shared = 0;
  for (const mark of smaller) if (larger.has(mark)) shared += 1;
  return shared / smaller.size >= SIMILAR;
}

/** What stands between two pairs: as one pair when short, by position when the numbers agree, else gone and new. */
function pairRest(before: readonly string[], after: readonly string[]): UnitPair[] {
  if (before.length === after.length) return before.map((unit, index) => ({ before: unit, after: after[index] ?? '' }));
  const joined = { before: before.join(''), after: after.join('') };
  if (joined.before.length + joined.after.length <= JOINED_UNITS) return [joined];
  return [...before.map((unit) => ({ before: unit, after: '' })), ...after.map((unit) => ({ before: '', after: unit }))];
}

/** Resolves to pairs in order. Works in steps of a few milliseconds. */
export async function alignUnits(text: string, result: string): Promise<UnitPair[]> {
  const [before, after] = [splitUnits(text), splitUnits(result)];
  const cache = new Map<string, ReadonlySet<string>>();
  const parts = await new Promise<{ count: number; added: boolean; removed: boolean }[] | undefined>((resolve) => {
    diffArrays(before, after, {
      comparator: (a, b) => a === b || isSimilar(a, b, cache),
      maxEditLength: MAX_EDITS,
      callback: resolve,
    });
  });
  if (!parts) return pairRest(before, after);
  const pairs: UnitPair[] = [];
  let [left, right, gone, fresh] = [0, 0, 0, 0];
  const flush = (): void => {
    if (gone + fresh > 0) pairs.push(...pairRest(before.slice(left - gone, left), after.slice(right - fresh, right)));
    [gone, fresh] = [0, 0];
  };
  for (const part of parts) {
    if (part.removed) {
      left += part.count;
      gone += part.count;
    } else if (part.added) {
      right += part.count;
      fresh += part.count;
    } else {
      flush();
      for (let index = 0; index < part.count; index += 1)
        pairs.push({ before: before[left + index] ?? '', after: after[right + index] ?? '' });
      left += part.count;
      right += part.count;
    }
  }
  flush();
  return pairs;
}
