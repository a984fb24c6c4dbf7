import type { Token } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { alignTokens, commonPrefixLength } from './token-alignment.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Texts by token: 0 ends a turn; 1 and 2 together read like 3. */
const TEXTS = ['', 'ab', 'c', 'abc', ' d', 'e', '\n', 'c '];
const vocabulary: Vocabulary = {
  isControl: (token) => token === 0,
  encode(text) {
    const tokens: Token[] = [];
    for (let rest = text; rest !== '';) {
      const best = TEXTS.map((value, id) => ({ value, id }))
        .filter(({ value }) => value !== '' && rest.startsWith(value))
        .sort((a, b) => b.value.length - a.value.length)[0];
      if (best === undefined) throw new Error(`no token for ${rest}`);
      tokens.push(best.id as Token);
      rest = rest.slice(best.value.length);
    }
    return tokens;
  },
  decode: (tokens) => tokens.map((token) => TEXTS[token]).join(''),
};
const tokens = (...ids: number[]) => ids as Token[];
const align = (prompt: readonly Token[], known: readonly Token[]) => alignTokens(prompt, known, vocabulary);

test('an answer whose text tokenises differently keeps the tokens that were sampled', () => {
  const known = tokens(5, 0, 1, 2, 0);
  const prompt = tokens(5, 0, 3, 0, 5, 0);
  expect(align(prompt, known)).toEqual(tokens(5, 0, 1, 2, 0, 5, 0));
});

test('Continue goes on behind the sampled tokens', () => {
  expect(align(tokens(5, 0, 3), tokens(5, 0, 1, 2))).toEqual(tokens(5, 0, 1, 2));
});

test('text added behind the known text costs only its own tokens', () => {
  expect(align(tokens(3, 4), tokens(1, 2))).toEqual(tokens(1, 2, 4));
});

test('tokens sampled but never shown (half a stop text) are dropped', () => {
  expect(align(tokens(5, 0, 3), tokens(5, 0, 1, 2, 4))).toEqual(tokens(5, 0, 1, 2));
});

test('an edited answer is read anew: nothing of the old one may stay', () => {
  const prompt = tokens(5, 0, 3, 4, 0, 5);
  const aligned = align(prompt, tokens(5, 0, 1, 5, 0, 5));
  expect(aligned).toEqual(prompt);
  expect(commonPrefixLength(aligned, tokens(5, 0, 1, 5, 0, 5))).toBe(2);
});

test('a template that trims an answer does not undo what the model saw', () => {
  expect(align(tokens(3, 0, 5), tokens(1, 7, 0))).toEqual(tokens(1, 7, 0, 5));
});

test('the same text with a control token in another place is not the same prompt', () => {
  const prompt = tokens(3, 0, 5, 0);
  expect(align(prompt, tokens(1, 2, 5, 0))).toEqual(prompt);
});
