import { expect, test } from 'vitest';
import type { SettledText } from './settled-text.ts';
import { settle } from './settled-text.ts';

const SECTION =
  '## Title\n\nSome **text** with `code`.\n\n- one\n\n  more of one\n- two\n\n```ts\nconst a = 1;\n\nconst b = 2;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n$$\nx^2\n$$\n\n';

const grow = (text: string, step: number): SettledText => {
  let settled = settle(null, '');
  for (let length = 0; length <= text.length + step; length += step) settled = settle(settled, text.slice(0, length));
  return settled;
};
const whole = ({ parts, rest }: SettledText): string => parts.join('') + rest;

test.each([7, 100, 5_000])('no character is lost or moved, and only the end stays open (steps of %i)', (step) => {
  const text = SECTION.repeat(60);
  const settled = grow(text, step);
  expect(whole(settled)).toBe(text);
  expect(settled.rest.length).toBeLessThan(4_000);
  for (const part of settled.parts) expect(part.split('```').length % 2, 'a cut inside a fence').toBe(1);
});

test('settled parts stay what they are while the text goes on', () => {
  const text = SECTION.repeat(30);
  const early = grow(text, 50);
  const late = settle(early, text + SECTION.repeat(10));
  expect(late.parts.slice(0, early.parts.length)).toEqual(early.parts);
});

test('a list is not cut between its items', () => {
  const text = Array.from({ length: 400 }, (_, index) => `- item ${index}\n\n  with a second paragraph\n`).join('\n');
  expect(grow(text, 60).parts).toEqual([]);
});

test.each(['[name]: https://example.org', '[^1]: a note'])(
  'a definition (%s) reaches all of the text, so it stays in one piece',
  (line) => {
    const text = SECTION.repeat(20);
    const settled = settle(grow(text, 50), `${text}\n${line}\n`);
    expect(settled.parts).toEqual([]);
    expect(whole(settled)).toBe(`${text}\n${line}\n`);
  },
);

test('H06: a block that cannot be formatted is a part of its own, and its neighbours are not', () => {
  const table = `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(1_000)}\n`;
  const { parts } = settle(null, `Before.\n\n${table}${SECTION.repeat(10)}`);
  expect(parts.slice(0, 2).map((part) => part.trim())).toEqual(['Before.', table.trim()]);
});

test('another text starts from nothing', () => {
  const text = SECTION.repeat(20);
  expect(whole(settle(grow(text, 50), 'Sorry, again:'))).toBe('Sorry, again:');
});
