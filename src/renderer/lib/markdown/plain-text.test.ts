import { expect, test } from 'vitest';
import { isPlain } from './plain-text.ts';

test.each(['The', 'The capital of France is Paris.', '法国的首都是巴黎。', 'Yes: 5 - 3 = 2 (two), isn’t it?'])(
  '%s needs no parser',
  (text) => {
    expect(isPlain(text)).toBe(true);
  },
);

test.each([
  'a **b',
  '# a',
  '- a',
  '+ a',
  '-',
  '===',
  '1. a',
  '2) a',
  '    code',
  '`a`',
  '> a',
  '| a',
  'a &amp; b',
  '$x$',
  'a\\b',
  'see https://a.b',
  'see www.a.b',
  'a@b.c',
  'two\nlines',
  '<b>',
])('%s goes through the parsers', (text) => {
  expect(isPlain(text)).toBe(false);
});
