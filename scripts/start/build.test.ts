import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources, isBuilt } from './build.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inkstone-build-'));
  write('src/main/index.ts', 'one');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test.each([
  ['a changed source', 'src/main/index.ts', 'two'],
  ['a new file', 'src/renderer/index.html', '<p>'],
  ['other dependencies', 'package-lock.json', '{"a":1}'],
])('%s asks for a build', (_name, path, text) => {
  const before = hashSources(root);
  write(path, text);
  expect(hashSources(root)).not.toBe(before);
});

test('a changed test asks for none', () => {
  const before = hashSources(root);
  write('src/main/index.test.ts', 'a test');
  expect(hashSources(root)).toBe(before);
});

test('a stamp without its output is not trusted', () => {
  const hash = hashSources(root);
  write('out/.inkstone-stamp', hash);
  expect(isBuilt(root, hash)).toBe(false);
});
