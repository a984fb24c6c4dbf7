import { expect, test } from 'vitest';
import { bestMatches, matchWords } from './match-words.ts';

// Catches: a palette that wants the words in order, whole, accented or in one script.
test.each([
  ['new chat', 'New chat'],
  ['chat new', 'New chat'],
  ['sid', 'Show or hide the side bar'],
  ['resume', 'Résumé for Ana'],
  ['新对话', '新建对话'],
  ['ＧＰＴ', 'gpt notes'],
  ['nwcht', 'New chat'],
  ['c++ (', 'Learning C++ (again)'],
  ['', 'anything'],
])('%j finds %j', (query, text) => {
  expect(matchWords(query, text)).toBeGreaterThan(0);
});

// Catches: letters anywhere in the text that count as a word.
test.each([
  ['xyz', 'New chat'],
  ['new zebra', 'New chat'],
  ['话新', '新建对话'],
  ['zz', 'pizza, jazz'.replaceAll('zz', 'z z')],
])('%j does not find %j', (query, text) => {
  expect(matchWords(query, text)).toBe(0);
});

// Catches: the better match below the worse, and newest first lost among equals.
test('the beginning comes before the middle, and equals keep their order', () => {
  const titles = ['A settled matter', 'Sets of numbers', 'Theory of sets', 'Settings', 'Mindset'];
  expect(bestMatches(titles, 'set', (title) => title, 4)).toEqual(['Sets of numbers', 'Settings', 'A settled matter', 'Theory of sets']);
});
