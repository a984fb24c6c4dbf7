import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInStep } from './dependencies.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inkstone-deps-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const lock = {
  packages: {
    '': {},
    'node_modules/a': {
      version: '1.0.0',
      integrity: 'sha512-a',
      optionalDependencies: { '@a/linux-x64': '1.0.0', '@a/darwin-arm64': '1.0.0', '@a/win-x64': '1.0.0' },
    },
    'node_modules/@a/linux-x64': { version: '1.0.0', optional: true },
  },
};
const write = (path: string, value: unknown): void => writeFileSync(join(root, path), JSON.stringify(value));

test('a folder that npm filled is in step, with the binaries of other systems absent', () => {
  write('package-lock.json', lock);
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': lock.packages['node_modules/a'] } });
  expect(isInStep(root)).toBe(true);
});

test.each([
  ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
  ['another content under the same version', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
  ['a package missing', {}],
])('%s means installing', (_name, packages) => {
  write('package-lock.json', lock);
  write('node_modules/.package-lock.json', { packages });
  expect(isInStep(root)).toBe(false);
});

test('a changed lockfile makes an old stamp worthless', () => {
  write('package-lock.json', lock);
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': lock.packages['node_modules/a'] } });
  isInStep(root);
  write('package-lock.json', { packages: { ...lock.packages, 'node_modules/b': { version: '2.0.0' } } });
  expect(isInStep(root)).toBe(false);
});

test('an interrupted install, which leaves no record, means installing', () => {
  write('package-lock.json', lock);
  expect(isInStep(root)).toBe(false);
});
