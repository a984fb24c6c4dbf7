/** Where Inkstone keeps its data. Both hosts use the same folder, so that they see the same threads. */
import { homedir } from 'node:os';
import { dirname, posix, win32 } from 'node:path';
import { chmodSync, mkdirSync, statSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** `INKSTONE_HOME` wins; else the folder the operating system means for application data. Always absolute. */
export function dataFolder(env: Environment, platform: NodeJS.Platform, home = homedir()): string {
  const path = platform === 'win32' ? win32 : posix;
  const own = env['INKSTONE_HOME'];
  if (own) return path.resolve(own);
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Inkstone');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Inkstone');
  const base = env['XDG_DATA_HOME'];
  return path.join(base && path.isAbsolute(base) ? base : path.join(home, '.local', 'share'), 'inkstone');
}

/** `recursive` of Node never ends where the system denies what it should be able to make, as below `/proc`. */
function makeFolders(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolders(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start may have made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** Makes the folder, readable by its owner only. @throws NodeJS.ErrnoException */
export function ensureDataFolder(folder: string): void {
  makeFolders(folder);
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
}
