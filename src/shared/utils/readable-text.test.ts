import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countOccurrences, toNeedle } from './occurrences.ts';
import { toReadableText } from './readable-text.ts';

const count = (markdown: string, query: string): number => countOccurrences(toReadableText(markdown), toNeedle(query));

// Catches: marks that keep words from being found, and marks or addresses that are found although nobody sees them.
test.each([
  ['**bold** text and _more_ text', 'bold text and more', 1],
  ['- item one\n- item two', 'item', 2],
  ['## Heading', '#', 0],
  ['a [link](https://needle.example/needle)', 'needle', 0],
  ['a [needle](https://x.example/)', 'a needle', 1],
  ['`code` with snake_case_name', 'snake_case_name', 1],
  ['```python\n# needle\nx ** 2\n```\nneedle', 'needle', 2],
  ['```python\nx ** 2\n```', 'x ** 2', 1],
  ['| a | b |\n| --- | --- |\n| needle | c |', 'needle', 1],
  ['the sum $$\\frac{1}{2}$$ is', 'frac', 0],
  ['2 \\* 3', '2 * 3', 1],
  ['两个**重点**，重点', '重点', 2],
  ['ÜBER über u\u0308ber', 'uber', 3],
])('%j, %s: %i', (markdown, query, expected) => {
  expect(count(markdown, query)).toBe(expected);
});

// Catches: an expression that a hostile text makes slow, or that loses plain words.
test('is linear, and keeps what has no marks', () => {
  for (const hostile of ['[', '*', '`', '$$', '\\(', '![a](', '| ', '_a', '```\n']) {
    const started = performance.now();
    toReadableText(hostile.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  }
  const word = fc.stringMatching(/^[a-z\u4e00-\u9fff]{1,8}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      expect(toReadableText(words.join(' '))).toBe(words.join(' '));
    }),
  );
});
