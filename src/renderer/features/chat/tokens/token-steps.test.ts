import { expect, test } from 'vitest';
import type { ScoredToken } from '#shared/models/token.ts';
import { branchAt, choicesAt, shadeOf, sumOf, visibleToken } from './token-steps.ts';

const token = (text: string, tokenId: number, probability: number): ScoredToken => ({
  text,
  tokenId,
  logProb: Math.log(probability),
  top: [{ text: ' Paris', tokenId: 1, logProb: Math.log(0.9) }],
});

// Catches: a sure token marked as doubtful, or the other way round.
test('darkens with surprise', () => {
  expect([0.99, 0.5, 0.4, 0.05, 0.005, 0.000_1].map((probability) => shadeOf(token('x', 0, probability)))).toEqual([0, 0, 1, 2, 3, 4]);
});

// Catches: a perplexity of the sum instead of the mean, and no tokens divided by.
test('sums log-probabilities and takes the perplexity of their mean', () => {
  const { count, logProb, perplexity } = sumOf([token('a', 0, 0.5), token('b', 1, 0.125)]);
  expect([count, logProb, perplexity]).toEqual([2, expect.closeTo(Math.log(0.062_5), 9), expect.closeTo(4, 9)]);
  expect(sumOf([])).toEqual({ count: 0, logProb: 0, perplexity: 1 });
});

// Catches: a branch that keeps the token it replaces, and half a character stored as a replacement character.
test('a branch ends with the other token', () => {
  const answer = [token('It', 7, 0.9), token(' is', 8, 0.9), token(' Lyon', 9, 0.1)];
  expect(branchAt(answer, 2, { text: ' Paris', tokenId: 1, logProb: 0 })).toEqual({ text: 'It is Paris', tokenIds: [7, 8, 1] });
  expect(branchAt(answer, 0, { text: '\uFFFD', tokenId: 3, logProb: 0 })).toBeNull();
});

// Catches: a token of the answer that is missing from the list because ten others were likelier.
test('what the answer has is among the choices', () => {
  expect(choicesAt(token(' Lyon', 9, 0.01)).map(({ tokenId }) => tokenId)).toEqual([1, 9]);
  expect(choicesAt(token(' Paris', 1, 0.9)).map(({ tokenId }) => tokenId)).toEqual([1]);
});

// Catches: tokens that cannot be seen.
test('shows white space and half characters', () => {
  expect([' a', '\n', '\t', '', 'a b'].map(visibleToken)).toEqual(['␣a', '⏎', '⇥', '▯', 'a b']);
});
