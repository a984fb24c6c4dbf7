/**
 * Brings the programs with which the X11 path is tested for real. Best effort: where they cannot be installed the slow test
 * is skipped, and its name says what is missing.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { lastLines, runQuietly } from '../start/child.mjs';

/** Program and the Debian package that has it. */
const PROGRAMS = new Map([
  ['Xvfb', 'xvfb'],
  ['openbox', 'openbox'],
  ['mousepad', 'mousepad'],
  ['xterm', 'xterm'],
  ['xdotool', 'xdotool'],
  ['xclip', 'xclip'],
  ['xsel', 'xsel'],
  ['xprop', 'x11-utils'],
]);

/** @param {string} path */
export function missingX11Tools(path = process.env['PATH'] ?? '') {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return [...PROGRAMS.keys()].filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}

/**
 * What is there afterwards, in words.
 * @param {(text: string) => void} progress
 */
export async function ensureX11Tools(progress) {
  if (process.platform !== 'linux') return 'not needed here';
  const missing = missingX11Tools();
  if (missing.length === 0) return 'all there';
  const lacking = `no ${missing.join(', no ')}: the X11 test will be skipped`;
  if (!existsSync('/usr/bin/apt-get')) return `${lacking} (not a Debian system)`;
  if (process.getuid?.() !== 0) return `${lacking} (installing needs root)`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  progress('apt-get update');
  await runQuietly('apt-get', ['update', '-q'], { cwd: '/', env });
  const packages = missing.flatMap((name) => PROGRAMS.get(name) ?? []);
  progress(`apt-get install ${packages.join(' ')}`);
  const result = await runQuietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { cwd: '/', env });
  return result.code === 0 ? 'installed' : `${lacking} (${lastLines(result.output, 1)})`;
}
