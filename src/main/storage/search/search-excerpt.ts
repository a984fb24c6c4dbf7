/** Cuts the piece of a text that shows why it was found. The search index holds no text, so FTS5 cannot do it. */
import { fold, foldWithOrigins } from '#shared/utils/fold-text.ts';
import type { SearchTerm } from './search-text.ts';

export interface Excerpt {
  readonly excerpt: string;
  /** [start, end) of every match inside `excerpt`, in UTF-16 units. */
  readonly ranges: [number, number][];
}

const EXCERPT_LENGTH = 120;
const LEAD = 40;
/** A match further in is shown by the text's beginning. */
const MAX_SCANNED = 200_000;
const MAX_RANGES = 20;
/** A long text is folded piece by piece until the match is there. The pieces overlap by more than any term is long. */
const PIECE = 8_000;
const OVERLAP = 600;
const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30FC`;
const WORD = String.raw`(?![${CJK}])[\p{L}\p{N}\p{M}\p{Co}]`;
const IS_LOW_SURROGATE = /^[\uDC00-\uDFFF]/;

/** Where a term stands in a folded text. The terms hold letters, digits and marks only, so they need no escaping. */
export function toPattern(terms: readonly SearchTerm[]): RegExp {
  const longestFirst = [...terms].sort((a, b) => b.text.length - a.text.length);
  const sources = longestFirst.map(({ text, isCjk, isPrefix }) => {
    const folded = [...text].map(fold).join('');
    if (isCjk) return folded;
    return `(?<!${WORD})${folded}${isPrefix ? '' : `(?!${WORD})`}`;
  });
  return new RegExp(sources.filter((source) => source !== '').join('|') || '(?!)', 'gu');
}

const avoidSplittingPair = (text: string, index: number): number => (IS_LOW_SURROGATE.test(text.slice(index)) ? index - 1 : index);

/** Where the first match begins, among the first 200,000 characters; null for none. */
export function findFirst(text: string, pattern: RegExp): number | null {
  for (let from = 0; from < Math.min(text.length, MAX_SCANNED); from += PIECE) {
    const start = avoidSplittingPair(text, Math.max(0, from - OVERLAP));
    const { folded, originOf } = foldWithOrigins(text.slice(start, from + PIECE + OVERLAP));
    for (const match of folded.matchAll(pattern)) {
      const at = start + originOf(match.index);
      if (at >= from) return at;
    }
  }
  return null;
}

/** About 120 characters around the first match, with every match in them marked. */
export function cutExcerpt(text: string, terms: readonly SearchTerm[]): Excerpt {
  const pattern = toPattern(terms);
  const first = findFirst(text, pattern);
  const start = avoidSplittingPair(text, Math.max(0, (first ?? 0) - LEAD));
  const end = avoidSplittingPair(text, Math.min(text.length, start + EXCERPT_LENGTH));
  const lead = start > 0 ? '…' : '';
  const ranges: [number, number][] = [];
  if (first !== null) {
    // From a little before, so that a word that begins outside is not taken for one that begins at the edge.
    const base = avoidSplittingPair(text, Math.max(0, first - 1));
    const { folded, originOf } = foldWithOrigins(text.slice(base, end + OVERLAP));
    for (const match of folded.matchAll(pattern)) {
      const from = base + originOf(match.index);
      const to = Math.min(end, base + originOf(match.index + match[0].length));
      if (from >= end || ranges.length === MAX_RANGES) break;
      if (from >= first && to > from) ranges.push([from - start + lead.length, to - start + lead.length]);
    }
  }
  // One for one, so that the ranges hold.
  const excerpt = text.slice(start, end).replace(/\s/g, ' ');
  return { excerpt: `${lead}${excerpt}${end < text.length ? '…' : ''}`, ranges };
}
