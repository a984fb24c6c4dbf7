import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder, ensureDataFolder } from './paths.ts';

test.each([
  ['INKSTONE_HOME wins everywhere', { INKSTONE_HOME: '/data/ink' }, 'linux', '/data/ink'],
  ['an empty INKSTONE_HOME is none', { INKSTONE_HOME: '' }, 'linux', '/home/ada/.local/share/inkstone'],
  ['Linux follows XDG', { XDG_DATA_HOME: '/xdg' }, 'linux', '/xdg/inkstone'],
  ['a relative XDG folder is ignored, as its specification says', { XDG_DATA_HOME: 'xdg' }, 'linux', '/home/ada/.local/share/inkstone'],
  ['macOS', {}, 'darwin', '/home/ada/Library/Application Support/Inkstone'],
  ['Windows', { LOCALAPPDATA: 'C:\\Users\\Ada\\AppData\\Local' }, 'win32', 'C:\\Users\\Ada\\AppData\\Local\\Inkstone'],
] as const)('%s', (_name, env, platform, folder) => {
  expect(dataFolder(env, platform, '/home/ada')).toBe(folder);
});

test('the data folder is made with its parents, for its owner only, and may be there already', () => {
  const base = mkdtempSync(join(tmpdir(), 'inkstone-paths-'));
  const folder = join(base, 'a', '数据 b');
  ensureDataFolder(folder);
  ensureDataFolder(folder);
  if (process.platform !== 'win32') expect([statSync(folder).mode & 0o777, statSync(join(base, 'a')).mode & 0o777]).toEqual([0o700, 0o700]);
  writeFileSync(join(base, 'file'), '');
  expect(() => ensureDataFolder(join(base, 'file'))).toThrow(/EEXIST/);
  expect(() => ensureDataFolder(join(base, 'file', 'below'))).toThrow(/EEXIST/);
  rmSync(base, { recursive: true });
});

// Node's recursive mkdir spins for ever there.
test.skipIf(process.platform !== 'linux')('a folder that the system will not make is an error, not a hang', () => {
  expect(() => ensureDataFolder('/proc/inkstone')).toThrow(/ENOENT/);
});
