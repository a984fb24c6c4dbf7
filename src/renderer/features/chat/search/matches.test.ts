import { expect, test } from 'vitest';
import { messageIdSchema } from '#shared/models/ids.ts';
import { countMatches, matchAt, matchFrom, stepMatch } from './matches.ts';

const id = (digit: number) => messageIdSchema.parse(`00000000-0000-4000-8000-00000000000${digit}`);
const found = [
  { messageId: id(1), count: 2 },
  { messageId: id(4), count: 1 },
  { messageId: id(6), count: 3 },
];
/** What is loaded: 1 is on an older page. */
const path = [id(3), id(4), id(5), id(6), id(7)];

// Catches: a number that points at the wrong message or the wrong place in it.
test('numbers count through the messages', () => {
  expect(countMatches(found)).toBe(6);
  expect([0, 1, 2, 5].map((at) => matchAt(found, at))).toEqual([
    { messageId: id(1), nth: 0 },
    { messageId: id(1), nth: 1 },
    { messageId: id(4), nth: 0 },
    { messageId: id(6), nth: 2 },
  ]);
  expect([matchAt(found, -1), matchAt(found, 6), matchAt([], 0)]).toEqual([null, null, null]);
});

// Catches: a search that leaves what one reads for the far end of the chat.
test('begins at what is in view, else above it', () => {
  expect(matchFrom(found, path, id(3))).toBe(2);
  expect(matchFrom(found, path, id(5))).toBe(3);
  expect(matchFrom(found, path, id(7))).toBe(5);
  expect(matchFrom(found, path, null)).toBe(2);
  expect(matchFrom([], path, id(5))).toBe(-1);
});

test('goes round', () => {
  expect([stepMatch(5, 1, 6), stepMatch(0, -1, 6), stepMatch(-1, 1, 6), stepMatch(0, 1, 0)]).toEqual([0, 5, 0, -1]);
});
