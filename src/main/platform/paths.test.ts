import { expect, test } from 'vitest';
import { dataFolder } from './paths.ts';

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
