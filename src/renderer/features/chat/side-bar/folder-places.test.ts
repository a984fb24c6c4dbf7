import { expect, test } from 'vitest';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId } from '#shared/models/ids.ts';
import { placeAfterDrop, placeOf, shiftedPlace } from './folder-places.ts';

const folder = (id: string, parentId: string | null = null): Folder => ({ id: id as FolderId, parentId: parentId as FolderId, name: id });
const [a, b, c, inB] = [folder('a'), folder('b'), folder('c'), folder('x', 'b')];
const FOLDERS = [a, b, inB, c];

// Catches: a folder that jumps over two others, or an undo that puts it beside its old place.
test('a folder goes one place up or down, and its old place is known', () => {
  expect([placeOf(FOLDERS, a), placeOf(FOLDERS, c), placeOf(FOLDERS, inB)]).toEqual([
    { parentId: null, beforeId: 'b' },
    { parentId: null, beforeId: null },
    { parentId: 'b', beforeId: null },
  ]);
  expect([shiftedPlace(FOLDERS, b, -1), shiftedPlace(FOLDERS, a, 1), shiftedPlace(FOLDERS, b, 1)]).toEqual([
    { parentId: null, beforeId: 'a' },
    { parentId: null, beforeId: 'c' },
    { parentId: null, beforeId: null },
  ]);
  expect([shiftedPlace(FOLDERS, a, -1), shiftedPlace(FOLDERS, c, 1)]).toEqual([null, null]);
});

// Catches: a drop at the lower edge that lands above, and one on itself that asks main for nothing.
test('a drop means into, before or after', () => {
  const drop = (moved: Folder, target: Folder | null, place: 'into' | 'before' | 'after') =>
    placeAfterDrop(FOLDERS, moved, { rowKey: target && `folder:${target.id}`, folderId: target?.id ?? null, place });
  expect([
    drop(c, a, 'into'),
    drop(c, a, 'before'),
    drop(c, a, 'after'),
    drop(a, c, 'after'),
    drop(inB, null, 'into'),
    drop(a, a, 'into'),
  ]).toEqual([
    { parentId: 'a', beforeId: null },
    { parentId: null, beforeId: 'a' },
    { parentId: null, beforeId: 'b' },
    { parentId: null, beforeId: null },
    { parentId: null, beforeId: null },
    null,
  ]);
});
