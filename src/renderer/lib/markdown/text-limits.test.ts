import { expect, test } from 'vitest';
import { cutIntoPieces, isParseable } from './text-limits.ts';

test('ordinary answers are parsed, also long ones', () => {
  const answer =
    '# Title\n\nSome **text** with `code` and $x$.\n\n- one\n  - two\n    - three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n';
  expect(isParseable(answer.repeat(1_000))).toBe(true);
});

test.each([
  ['a single line of a megabyte', 'x'.repeat(1_000_000)],
  ['nested quotes', '>'.repeat(100_000)],
  ['nested quotes with spaces', '> '.repeat(1_000)],
  ['nested lists', '- '.repeat(1_000)],
  ['open brackets', `a${'[a '.repeat(5_000)}`],
  ['a run of stars', '*'.repeat(100_000)],
  ['many openers', '*a '.repeat(3_000)],
  ['a table of ten thousand columns', '|a'.repeat(10_000)],
  ['lists by indentation', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
])('%s would freeze the parser and is refused', (_name, text) => {
  expect(isParseable(`before\n\n${text}`)).toBe(false);
});

test('pieces put together are the text, and no emoji is cut in two', () => {
  const text = `${'😀'.repeat(25)}\nshort\n${'y'.repeat(30)}`;
  const pieces = cutIntoPieces(text, 11);
  expect(pieces.join('')).toBe(text);
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
});
