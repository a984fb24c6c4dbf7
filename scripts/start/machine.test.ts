import { expect, test } from 'vitest';
import { checkMachine, isAtLeast, readMachine } from './machine.mjs';

const machine = {
  platform: 'linux',
  arch: 'x64',
  nodeVersion: '20.20.2',
  hasNpm: true,
  memoryBytes: 8 * 1024 ** 3,
  freeDiskBytes: 20 * 1024 ** 3,
  glibcVersion: '2.36',
};

test('a machine that will do is described in one line', () => {
  expect(checkMachine(machine, 3e9)).toBe('Linux x64, Node 20.20.2, 8.0 GB memory, 20 GB disk free');
});

test.each([
  ['an unknown system', { platform: 'freebsd' }, /not supported/],
  ['a 32-bit machine', { arch: 'ia32' }, /not supported/],
  ['an old Node', { nodeVersion: '18.19.0' }, /Node 18.19.0 is too old/],
  ['no npm', { hasNpm: false }, /npm was not found/],
  ['musl', { glibcVersion: undefined }, /does not use glibc/],
  ['an old glibc', { glibcVersion: '2.31' }, /glibc 2.31 is too old/],
  ['a full disk', { freeDiskBytes: 1e9 }, /0.9 GB of disk is free, 2.8 GB is needed/],
])('%s is said before anything is downloaded', (_name, change, message) => {
  expect(() => checkMachine({ ...machine, ...change }, 3e9)).toThrow(message);
});

test('glibc is no question on macOS, and little memory is a hint, not a refusal', () => {
  expect(checkMachine({ ...machine, platform: 'darwin', glibcVersion: undefined, memoryBytes: 2 * 1024 ** 3 }, 3e9)).toContain('little');
});

test('versions compare as numbers: 2.9 is older than 2.34', () => {
  expect([isAtLeast('2.9', '2.34'), isAtLeast('2.34', '2.34'), isAtLeast('3.0', '2.34')]).toEqual([false, true, true]);
});

test('this very machine can be read', () => {
  expect(readMachine('.')).toMatchObject({ platform: process.platform, hasNpm: true });
});
