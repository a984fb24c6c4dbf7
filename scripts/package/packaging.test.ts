import { mkdtempSync, rmSync, writeFileSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findListErrors } from './builder-hooks.ts';
import { controlFile, parseArguments } from './fpm-stand-in.mjs';
import { findWrongFuses, setFuses } from './fuses.ts';
import { findArchiveFaults } from './inspect-package.ts';
import { checkedBy, createManifest, listNativeFiles } from './native-files.ts';
import { withExcludes } from './run-builder.ts';
import { importedPackages } from './shipped-packages.ts';
import { makeStandInElectron } from './stand-in-electron.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'inkstone-packaging-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const put = (path: string, text = path): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

test('every fuse is set in the program and read back, and one fuse more makes packaging fail', async () => {
  makeStandInElectron(folder, '45.0.0');
  const program = join(folder, 'electron');
  expect(await findWrongFuses(program)).toContain('fuse RunAsNode should be off');
  await setFuses(program, false);
  expect(await findWrongFuses(program)).toEqual([]);
  const longer = readFileSync(program);
  longer[longer.indexOf('dL7p') + 33] = 10;
  writeFileSync(program, Buffer.concat([longer.subarray(0, -1), Buffer.from('1\n')]));
  await expect(setFuses(program, false)).rejects.toThrow('strictlyRequireAllFuses');
});

const archived = (path: string, more = {}) => ({ path, sizeBytes: 1, isUnpacked: false, hasIntegrity: true, ...more });
test('an archive is refused for each thing that must not ship', () => {
  const bad = ['out/main/index.js.map', 'src/main/index.ts', 'node_modules/a/test/b.js', 'node_modules/a/b.test.js', 'x.gguf', '.env'];
  for (const path of bad) expect(findArchiveFaults([archived(path)], 'linux', 'x64')).not.toEqual([]);
  const natives = ['darwin-x64.node', 'linux-arm64.node', 'linuxmusl-x64.node', 'win32-x64.node'].map((name) => `prebuilds/${name}`);
  for (const path of natives) expect(findArchiveFaults([archived(path, { isUnpacked: true })], 'linux', 'x64')).toHaveLength(1);
  expect(findArchiveFaults([archived('a.js', { isUnpacked: true }), archived('b.js', { hasIntegrity: false })], 'linux', 'x64')).toEqual([
    'outside the archive without need: a.js',
    'no integrity hash: b.js',
  ]);
  const good = [archived('out/main/index.js'), archived('a/linux-x64.node', { isUnpacked: true }), archived('spec/index.js')];
  expect(findArchiveFaults(good, 'linux', 'x64')).toEqual([]);
});

test('the list names this system’s files alone, and says what to install where they are missing', () => {
  const sqlite = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
  const bins = 'node_modules/@node-llama-cpp/linux-x64/bins/linux-x64';
  for (const path of [
    sqlite,
    'node_modules/better-sqlite3/prebuilds/darwin-x64.node',
    `${bins}/a.node`,
    `${bins}/libb.so.1`,
    `${bins}/c.json`,
  ])
    put(path);
  const files = listNativeFiles(folder, 'linux', 'x64');
  expect(files).toEqual([sqlite, `${bins}/a.node`, `${bins}/libb.so.1`]);
  const list = createManifest(folder, files, 'hash').files;
  expect(findListErrors(folder, list)).toEqual(['not listed: node_modules/better-sqlite3/prebuilds/darwin-x64.node']);
  put(sqlite, 'other');
  expect(findListErrors(folder, list)).toContain(`changed: ${sqlite}`);
  expect(() => listNativeFiles(folder, 'darwin', 'x64')).toThrow('npm ci --os=darwin --cpu=x64');
});

test('only a signed Mac leaves the contents to the system', () => {
  expect([checkedBy('darwin', { CSC_LINK: 'x' }), checkedBy('darwin', {}), checkedBy('win32', { CSC_LINK: 'x' })]).toEqual([
    'signature',
    'hash',
    'hash',
  ]);
});

test('what a built file needs is read from its imports: a package missed here is missing in the app', () => {
  const code = `import a from"zod";import{b}from 'hono/body-limit';export*from "@orpc/server/websocket";const c=await import("eld/small");require("ws");import"./x.js";import d from "node:fs";import e from "electron";`;
  expect(importedPackages(code)).toEqual(['@orpc/server', 'eld', 'hono', 'ws', 'zod']);
});

test('the excludes get into the configuration, or packaging stops', () => {
  expect(withExcludes('files:\n  - out/**\n  # (excludes of the build)\nx: 1\n', ['!a/$&'])).toBe(
    "files:\n  - out/**\n  - '!a/$&'\nx: 1\n",
  );
  expect(() => withExcludes('files: []\n', [])).toThrow('lost its line');
});

test('the deb’s control file has what electron-builder said to fpm', () => {
  const { options, sources } = parseArguments([
    '-s',
    'dir',
    '--force',
    '--name',
    'inkstone',
    '-d',
    'a',
    '-d',
    'b | c',
    '--version',
    '1.0',
    '/x/=/opt/X',
  ]);
  expect(sources).toEqual([{ from: '/x/', to: '/opt/X' }]);
  expect(controlFile(options, 7)).toBe('Package: inkstone\nVersion: 1.0\nInstalled-Size: 7\nDepends: a, b | c\nSection: default\n');
});
