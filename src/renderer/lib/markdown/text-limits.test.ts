import { expect, test } from 'vitest';
import { isCostlyBlock, isParseable } from '#shared/utils/markdown-limits.ts';
import { cutIntoPieces, withoutTowers } from './text-limits.ts';

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

// Catches: the block that froze the window (a paragraph of formulas for a minute, a table of 5,000 rows for a second).
test.each([
  ['a paragraph of formulas', '$x^2$ and '.repeat(200)],
  ['a table of many rows', `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(1_000)}`],
  ['a list without end', '- item\n'.repeat(1_000)],
  ['a paragraph of many thousand words', 'word '.repeat(4_000)],
  ['open brackets over many lines', '[a\n'.repeat(700)],
])('H06: %s is shown as it is', (_name, block) => {
  expect(isCostlyBlock(block)).toBe(true);
});

test.each([
  ['a table of fifty rows', `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(50)}`],
  ['a long paragraph', 'word '.repeat(1_000)],
  ['a paragraph with twenty formulas', '$x^2$ and '.repeat(20)],
  ['a program of two thousand lines', `\`\`\`ts\n${'const a = [1];\n'.repeat(2_000)}\`\`\``],
])('%s is formatted', (_name, block) => {
  expect(isCostlyBlock(block)).toBe(false);
});

test('H07: ten thousand marks on a letter are drawn as a few; honest accents and emoji stay', () => {
  expect(withoutTowers(`a${'\u0301'.repeat(10_000)}b`)).toBe(`a${'\u0301'.repeat(16)}b`);
  for (const text of ['Tiếng Việt', 'नमस्ते', 'שָׁלוֹם', '👩‍👩‍👧‍👦❤️', 'e\u0323\u0302\u0301']) expect(withoutTowers(text)).toBe(text);
});
