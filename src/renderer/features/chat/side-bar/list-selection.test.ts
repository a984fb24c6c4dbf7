import { beforeEach, expect, test } from 'vitest';
import type { ThreadId } from '#shared/models/ids.ts';
import { endSelection, forgetSelected, rangeOf, selectTo, toggleSelected, useListSelection } from './list-selection.ts';

const ids = (text: string): ThreadId[] => text.split('') as ThreadId[];
const ORDER = ids('abcdef');
const id = (letter: string): ThreadId => letter as ThreadId;
const selected = (): string => [...useListSelection.getState().selectedIds].toSorted().join('');

beforeEach(endSelection);

// Catches: a range that leaves its ends out, or runs in one direction only.
test('a range holds both ends, whichever comes first', () => {
  expect(
    [rangeOf(ORDER, id('b'), id('d')), rangeOf(ORDER, id('d'), id('b')), rangeOf(ORDER, id('x'), id('c'))].map((all) => all.join('')),
  ).toEqual(['bcd', 'bcd', 'c']);
});

// Catches: Shift+arrows that never shrink the range again, and an anchor that walks along.
test('a range grows and shrinks around its anchor', () => {
  selectTo(ORDER, id('c'), id('b'));
  expect(selected()).toBe('bc');
  selectTo(ORDER, id('e'), id('c'));
  expect(selected()).toBe('bcde');
  selectTo(ORDER, id('a'), id('e'));
  expect(selected()).toBe('ab');
  toggleSelected(id('f'));
  expect(selected()).toBe('abf');
  selectTo(ORDER, id('d'), null);
  expect(selected()).toBe('def');
});

// Catches: a bar that counts chats that were deleted in another window.
test('chats that are gone leave the selection', () => {
  selectTo(ORDER, id('c'), id('a'));
  forgetSelected((threadId) => threadId === 'b');
  expect(selected()).toBe('ac');
});
