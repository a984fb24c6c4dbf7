/** Cuts the piece of a text that shows why it was found. The search index holds no text, so FTS5 cannot do it. */
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
const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30FC`;
const WORD = String.raw`(?![${CJK}])[\p{L}\p{N}\p{M}\p{Co}]`;
/** ASCII, punctuation and common Han characters: lower case is all there is to fold, and every unit stays where it is. */
const IS_PLAIN = /^[\0-\x7F\u2010-\u2027\u3000-\u3004\u3008-\u3020\u3400-\u9FFF\uFF01-\uFF0F\uFF1A-\uFF20]*$/;
const IS_LOW_SURROGATE = /^[\uDC00-\uDFFF]/;

const foldCharacter = (character: string): string => character.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase();

/** The text as the index compares it, and for each of its units where it came from. */
function fold(text: string): { folded: string; originOf: (index: number) => number } {
  if (IS_PLAIN.test(text)) return { folded: text.toLowerCase(), originOf: (index) => index };
  const origins: number[] = [];
  let folded = '';
  let position = 0;
  for (const character of text) {
    const piece = foldCharacter(character);
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(position);
    folded += piece;
    position += character.length;
  }
  return { folded, originOf: (index) => origins[index] ?? position };
}

/** The terms hold letters, digits and marks only, so they need no escaping. */
function toPattern(terms: readonly SearchTerm[]): RegExp {
  const longestFirst = [...terms].sort((a, b) => b.text.length - a.text.length);
  const sources = longestFirst.map(({ text, isCjk, isPrefix }) => {
    const folded = [...text].map(foldCharacter).join('');
    if (isCjk) return folded;
    return `(?<!${WORD})${folded}${isPrefix ? '' : `(?!${WORD})`}`;
  });
  return new RegExp(sources.filter((source) => source !== '').join('|') || '(?!)', 'gu');
}

const avoidSplittingPair = (text: string, index: number): number => (IS_LOW_SURROGATE.test(text.slice(index)) ? index - 1 : index);

/** About 120 characters around the first match, with every match in them marked. */
export function cutExcerpt(text: string, terms: readonly SearchTerm[]): Excerpt {
  const { folded, originOf } = fold(text.slice(0, MAX_SCANNED));
  const found = folded.matchAll(toPattern(terms));
  const first = found.next().value;
  const start = avoidSplittingPair(text, Math.max(0, (first ? originOf(first.index) : 0) - LEAD));
  const end = avoidSplittingPair(text, Math.min(text.length, start + EXCERPT_LENGTH));
  const lead = start > 0 ? '…' : '';
  const ranges: [number, number][] = [];
  for (let match = first; match && ranges.length < MAX_RANGES; match = found.next().value) {
    const from = originOf(match.index);
    const to = Math.min(end, originOf(match.index + match[0].length));
    if (from >= end) break;
    if (to > from) ranges.push([from - start + lead.length, to - start + lead.length]);
  }
  // One for one, so that the ranges hold.
  const excerpt = text.slice(start, end).replace(/\s/g, ' ');
  return { excerpt: `${lead}${excerpt}${end < text.length ? '…' : ''}`, ranges };
}
