import { expect, test } from 'vitest';
import type { Thread } from '#shared/models/thread.ts';
import { threadIdSchema } from '#shared/models/ids.ts';
import { groupThreads, monthName } from './thread-groups.ts';

const at = (updatedAt: Date, isPinned = false): Thread => ({
  id: threadIdSchema.parse(crypto.randomUUID()),
  kind: 'chat',
  title: '',
  titleSource: 'none',
  isPinned,
  folderId: null,
  assistantId: null,
  isArchived: false,
  isTemporary: false,
  hasUnseen: false,
  activeLeafId: null,
  parameters: {},
  createdAt: 0,
  updatedAt: updatedAt.getTime(),
});

const now = new Date(2026, 10, 22, 0, 30);

test('midnight divides days, not twenty-four hours', () => {
  const groups = groupThreads(
    [at(new Date(2026, 10, 22, 0, 1)), at(new Date(2026, 10, 21, 23, 59)), at(new Date(2026, 10, 20, 23, 59))],
    now,
  );
  expect(groups.map(({ key }) => key)).toEqual(['today', 'yesterday', 'week']);
});

test('a week back is still "previous 7 days", the day before it is its month', () => {
  const groups = groupThreads([at(new Date(2026, 10, 15, 12)), at(new Date(2026, 10, 14, 12)), at(new Date(2025, 10, 14, 12))], now);
  expect(groups.map(({ key }) => key)).toEqual(['week', '2026-11', '2025-11']);
});

test('pinned chats come under their own name whatever their age, and a clock ahead of ours is today', () => {
  const groups = groupThreads([at(new Date(2020, 0, 1), true), at(new Date(2026, 10, 23))], now);
  expect(groups.map(({ key }) => key)).toEqual(['pinned', 'today']);
});

test('a month of another year names the year', () => {
  expect(monthName(new Date(2026, 9, 1), now, 'en')).toBe('October');
  expect(monthName(new Date(2025, 9, 1), now, 'en')).toBe('October 2025');
  expect(monthName(new Date(2026, 9, 1), now, 'zh-CN')).toBe('十月');
});
