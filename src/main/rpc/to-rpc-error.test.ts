import { ORPCError } from '@orpc/server';
import { beforeEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { Logger } from '#main/platform/logger.ts';
import { toRpcError } from './to-rpc-error.ts';

let lines: string[];
const log: Logger = {
  info: () => undefined,
  warn: (message) => void lines.push(`warn ${message}`),
  error: (message) => void lines.push(`error ${message}`),
};
const map = (error: unknown): string => {
  const { code, data, defined } = toRpcError(error, 'a.b', log);
  return `${defined} ${code} ${JSON.stringify(data)}`;
};
beforeEach(() => {
  lines = [];
});

test('expected failures and cancelled calls pass and are not logged', () => {
  expect(map(new AppError('THREAD_BUSY', { ahead: 2 }))).toBe('true THREAD_BUSY {"ahead":2}');
  expect(map(new AppError('CANCELLED'))).toBe('true CANCELLED {}');
  expect(map(new DOMException('gone', 'AbortError'))).toBe('true CANCELLED {}');
  expect(lines).toEqual([]);
});

test('trouble with the machine is told and logged', () => {
  expect(map(new AppError('DISK_FULL'))).toBe('true DISK_FULL {}');
  expect(lines).toEqual(['warn a call failed']);
});

test('a bug is logged once and only its incident leaves, also when it passes the funnel twice', () => {
  const once = toRpcError(new Error('SQL of /home/ada'), 'a.b', log);
  const twice = toRpcError(once, 'a.b', log);
  expect(twice).toBe(once);
  expect(JSON.stringify(once)).not.toContain('ada');
  expect(once.data).toEqual({ incidentId: expect.stringMatching(/^[\da-f-]{36}$/) });
  expect(lines).toEqual(['error a call broke']);
});

test('a code that the contract does not declare cannot be smuggled in', () => {
  expect(map(new ORPCError('TEAPOT', { defined: true, data: { path: '/home/ada' } }))).toMatch(/^true INTERNAL/);
});
