/** How well a short text answers to a few typed words, in any script. */
import { fold } from '#shared/utils/fold-text.ts';

const BEGINS = 4;
const BEGINS_WORD = 3;
const INSIDE = 2;
const SCATTERED = 1;

function isScattered(word: string, text: string): boolean {
  let at = -1;
  for (const character of word) {
    at = text.indexOf(character, at + 1);
    if (at === -1) return false;
  }
  return true;
}

function scoreWord(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at === 0) return BEGINS;
  if (at > 0) return new RegExp(String.raw`(?<![\p{L}\p{N}])${RegExp.escape(word)}`, 'u').test(text) ? BEGINS_WORD : INSIDE;
  // Letters in the right order, as in 新对话 for 新建对话; two of them are in nearly every English text.
  return [...word].length > (/^[\0-\x7F]+$/.test(word) ? 2 : 1) && isScattered(word, text) ? SCATTERED : 0;
}

/** 0: some word does not occur. More: all do, at better places. An empty query fits everything equally. */
export function matchWords(query: string, text: string): number {
  const words = fold(query.trim()).split(/\s+/u).filter(Boolean);
  const folded = fold(text);
  const scores = words.map((word) => scoreWord(word, folded));
  if (scores.includes(0)) return 0;
  return 1 + scores.reduce((sum, score) => sum + score, 0);
}

/** Those that fit, the best first; equals keep their order. */
export const bestMatches = <T>(items: readonly T[], query: string, textOf: (item: T) => string, limit: number): T[] =>
  items
    .map((item) => ({ item, score: matchWords(query, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
