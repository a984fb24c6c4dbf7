import type { Token } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { tokenShares } from './token-shares.ts';
import type { Vocabulary } from './vocabulary.ts';

const CONTROL = new Set(['<', '>']);
const toTokens = (text: string): Token[] => [...text].map((character) => (character.codePointAt(0) ?? 0) as Token);
const vocabulary: Pick<Vocabulary, 'isControl' | 'decode'> = {
  isControl: (token) => CONTROL.has(String.fromCodePoint(token)),
  decode: (tokens) => String.fromCodePoint(...tokens),
};
const shares = (prompt: string, ...texts: string[]) => tokenShares(toTokens(prompt), texts, { ...vocabulary, encode: toTokens });

// Catches: template text counted twice or for the wrong turn.
test('a turn has its text, what stands before it and its end; the opening of the answer is nobody’s', () => {
  expect(shares('<sBe brief.><uHello><aHi><uMore?><a', 'Be brief.', 'Hello', 'Hi', 'More?')).toEqual([12, 8, 5, 8]);
});

test('turns that share a run are told apart, also without any control token', () => {
  expect(shares('U: one\n\nU: two\n\nA: ', 'one', 'two')).toEqual([6, 13]);
});

// Catches: a system prompt that the template drops, counted as if the model read it.
test('what the template does not show has nothing, and trimmed text is found', () => {
  expect(shares('<uHello><aHi >', 'Be brief.', 'Hello', ' Hi ')).toEqual([0, 8, 6]);
});
