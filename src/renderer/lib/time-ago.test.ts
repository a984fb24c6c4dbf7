import { expect, test } from 'vitest';
import { timeAgo } from './time-ago.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const HOUR = 3_600_000;

// Catches: an hour that is called sixty minutes, a day that is called yesterday before it is whole, and a future after the clock was set back.
test.each([
  [0, 'now', '现在'],
  [59_000, 'now', '现在'],
  [60_000, '1 minute ago', '1分钟前'],
  [HOUR, '1 hour ago', '1小时前'],
  [23.9 * HOUR, '23 hours ago', '23小时前'],
  [24 * HOUR, 'yesterday', '昨天'],
  [29.5 * 24 * HOUR, '29 days ago', '29天前'],
  [-5 * HOUR, 'now', '现在'],
])('%d milliseconds ago is %s, %s', (ms, english, chinese) => {
  expect(timeAgo(NOW - ms, NOW, 'en')).toBe(english);
  expect(timeAgo(NOW - ms, NOW, 'zh-CN')).toBe(chinese);
});
