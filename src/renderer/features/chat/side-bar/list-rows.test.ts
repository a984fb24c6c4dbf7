import { expect, test } from 'vitest';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';
import type { Thread, UnseenThread } from '#shared/models/thread.ts';
import { foldersWithUnseen, listRows, walkFolders, withinFolder } from './list-rows.ts';
import type { ListContent, ListRow } from './list-rows.ts';

const NOW = new Date(2026, 10, 22, 12);
const folder = (id: string, parentId: string | null = null): Folder => ({ id: id as FolderId, parentId: parentId as FolderId, name: id });
const thread = (id: string, more: Partial<Thread> = {}): Thread =>
  ({ id: id as ThreadId, title: id, isPinned: false, isTemporary: false, updatedAt: NOW.getTime(), ...more }) as Thread;
const FOLDERS = [folder('a'), folder('b', 'a'), folder('c', 'b'), folder('d')];

const shown = (content: Partial<ListContent>): string[] => {
  const whole = { top: { threads: [], hasMore: false }, folders: [], openIds: new Set<FolderId>(), inside: new Map(), ...content };
  return listRows(whole, NOW).map((row: ListRow) => {
    const indent = 'depth' in row ? '  '.repeat(row.depth) : '';
    return `${indent}${row.key.replace('thread:', '').replace('folder:', '/')}`;
  });
};

// Catches: chats of a folder under the wrong one, and a "nothing here" in a folder that holds folders.
test('an open folder shows the folders in it, then its chats, then goes on where it was', () => {
  const inside = new Map([
    ['a' as FolderId, { threads: [thread('in-a')], hasMore: true }],
    ['b' as FolderId, { threads: [], hasMore: false }],
    ['c' as FolderId, { threads: [], hasMore: false }],
  ]);
  const openIds = new Set(['a', 'b', 'c'] as FolderId[]);
  expect(shown({ folders: FOLDERS, openIds, inside })).toEqual([
    'folders',
    '/a',
    '  /b',
    '    /c',
    '      empty:c',
    '  in-a',
    'more:a',
    '/d',
  ]);
  expect(shown({ folders: FOLDERS, openIds: new Set(['b'] as FolderId[]), inside })).toEqual(['folders', '/a', '/d']);
});

// Catches: a temporary or pinned chat that is lost among the days, and headings of groups that are empty.
test('temporary and pinned chats stand above the folders, the days below', () => {
  const threads = [thread('t', { isTemporary: true, isPinned: true }), thread('p', { isPinned: true }), thread('x')];
  expect(shown({ top: { threads, hasMore: true }, folders: [folder('d')] })).toEqual([
    'temporary',
    't',
    'pinned',
    'p',
    'folders',
    '/d',
    'today',
    'x',
    'more:',
  ]);
  expect(shown({ top: { threads: [thread('x')], hasMore: false } })).toEqual(['today', 'x']);
});

// Catches: a list of targets that offers a folder its own inside.
test('everything in a folder is known, however deep', () => {
  expect([...withinFolder(FOLDERS, 'a' as FolderId)]).toEqual(['a', 'b', 'c']);
  const deep = Array.from({ length: 20_000 }, (_, index) => folder(`f${index}`, index === 0 ? null : `f${index - 1}`));
  expect(walkFolders(deep).at(-1)?.depth).toBe(19_999);
});

// Catches: a row that stays on the screen for ever because two lists had the same chat for a moment.
test('a chat that was just moved is shown once', () => {
  const moved = { threads: [thread('x')], hasMore: false };
  const inside = new Map([['d' as FolderId, moved]]);
  const openIds = new Set(['d'] as FolderId[]);
  expect(shown({ top: moved, folders: [folder('d')], openIds, inside })).toEqual(['folders', '/d', '  x', 'today']);
});

// Catches: an unseen answer deep in closed folders that the outermost one does not show, and folders beside it that do.
test('every folder on the way to an unseen answer is known', () => {
  const unseen = (folderId: string | null): UnseenThread => ({ id: 'x' as ThreadId, kind: 'chat', folderId: folderId as FolderId });
  expect([...foldersWithUnseen(FOLDERS, [unseen('c'), unseen('b'), unseen(null)])]).toEqual(['c', 'b', 'a']);
  expect([...foldersWithUnseen(FOLDERS, [])]).toEqual([]);
});
