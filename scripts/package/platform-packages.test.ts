import { expect, test } from 'vitest';
import { completeLockfile, findLackingPackages } from './platform-packages.ts';

const lock = (packages: object): string => `${JSON.stringify({ name: 'x', lockfileVersion: 3, packages }, undefined, 2)}\n`;
const holed = lock({
  '': { dependencies: { a: '1.0.0' } },
  'node_modules/@a/linux-x64-gnu': { version: '1.0.0', optional: true },
  'node_modules/a': {
    version: '1.0.0',
    dev: true,
    optionalDependencies: {
      '@a/linux-x64-gnu': '1.0.0',
      '@a/linux-x64-musl': '1.0.0',
      '@a/mac-arm64-metal': '1.0.0',
      '@a/win32-x64-msvc': '1.0.0',
    },
  },
});

test('what a registry did not offer is named with its platform, so that other systems install it and this one does not', () => {
  expect(findLackingPackages(holed)).toEqual([
    { name: '@a/linux-x64-musl', entry: { version: '1.0.0', dev: true, optional: true, cpu: ['x64'], os: ['linux'], libc: ['musl'] } },
    { name: '@a/mac-arm64-metal', entry: { version: '1.0.0', dev: true, optional: true, cpu: ['arm64'], os: ['darwin'] } },
    { name: '@a/win32-x64-msvc', entry: { version: '1.0.0', dev: true, optional: true, cpu: ['x64'], os: ['win32'] } },
  ]);
});

test('a completed lockfile lacks nothing, keeps what it had, and is not changed again', () => {
  const completed = completeLockfile(holed);
  expect(findLackingPackages(completed)).toEqual([]);
  expect(JSON.parse(completed)).toMatchObject(JSON.parse(holed) as object);
  expect(completeLockfile(completed)).toBe(completed);
});
