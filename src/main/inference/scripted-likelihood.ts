/**
 * Likelihoods of the scripted engine: made up, but the same for the same text, in the right order, and adding up to less than one, so
 * that screens can be built and tested without a model.
 */
import type { ScoredToken, TokenAlternative } from '#shared/models/token.ts';

const WORDS = [' the', ' a', ' and', ' of', ' to', ' in', ' that', ' it', ' is', ' for', ' with'];
const FIRST_ID = 100;

/** 0…1, the same for the same text and place. */
function chance(text: string, place: number): number {
  let hash = 2_166_136_261 ^ place;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash / 2 ** 32;
}

const idOf = (text: string): number => FIRST_ID + Math.floor(chance(text, 0) * 40_000);

/** `place`: the token's index in the answer. */
export function scriptedToken(text: string, place: number): ScoredToken {
  const own: TokenAlternative = { text, tokenId: idOf(text), logProb: Math.log(0.05 + 0.9 * chance(text, place)) };
  const rest = 1 - Math.exp(own.logProb);
  const others = WORDS.filter((word) => word !== text)
    .slice(0, 9)
    // Halves of what is left: together always less than all of it.
    .map((word, index) => ({ text: word, tokenId: idOf(word), logProb: Math.log(rest / 2 ** (index + 1)) }));
  return { ...own, top: [own, ...others].toSorted((a, b) => b.logProb - a.logProb) };
}
