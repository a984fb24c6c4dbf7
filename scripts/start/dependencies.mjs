/**
 * Keeps node_modules in step with package-lock.json. A stamp inside node_modules holds the lockfile's hash, so a second start
 * only compares two strings, and an interrupted `npm ci` (which empties the folder first) never leaves a stamp behind.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import process from 'node:process';
import { lastLines, runQuietly } from './child.mjs';
import { withPathFolders } from './pinned-node.mjs';
import { Problem } from './steps.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockEntry */
/** @typedef {{ packages: Record<string, LockEntry> }} Lock */

/** @param {string} root */
const stampPath = (root) => join(root, 'node_modules', '.inkstone-stamp');

/** @param {string} root */
function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Whether the installed packages are those of the lockfile; packages for other platforms may be absent.
 * @param {string} root
 */
export function isInStep(root) {
  const hash = lockHash(root);
  const stamp = stampPath(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!matchesInstalled(root)) return false;
  writeFileSync(stamp, hash);
  return true;
}

/**
 * npm's own record of the installed tree, for a folder that was filled by hand with `npm ci` or `npm install`.
 * @param {string} root
 */
function matchesInstalled(root) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readLock(hidden).packages;
  return Object.entries(readLock(join(root, 'package-lock.json')).packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? wanted.optional === true : found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * Installs exactly what the lockfile says, if that is not there yet.
 * @param {string} root
 * @param {(text: string) => void} progress
 */
export async function ensureDependencies(root, progress) {
  if (isInStep(root)) return 'already installed';
  const count = Object.keys(readLock(join(root, 'package-lock.json')).packages).length - 1;
  progress(`up to ${count} packages`);
  const [program, ...args] = npmCommand(root);
  const result = await runQuietly(program, [...args, 'ci', '--loglevel=error'], { cwd: root, env: outsideEnvironment(root) });
  if (result.code !== 0) {
    throw new Problem(
      `npm ci ended with code ${result.code}\n  ${firstErrors(result.output)}`,
      'check the connection, the proxy and the free disk space, then start again; `npm ci` alone shows more',
    );
  }
  writeFileSync(stampPath(root), lockHash(root));
  return 'installed as package-lock.json says';
}

/** npm says the cause first and its usage text after it. @param {string} output */
function firstErrors(output) {
  const errors = output.split('\n').filter((line) => /^npm error \S/.test(line));
  return errors.length > 0 ? errors.slice(0, 6).join('\n  ') : lastLines(output);
}

/**
 * npm empties node_modules, so it must not run on the Node that lives there: Windows keeps a running program's file locked.
 * @param {string} root
 * @returns {[string, ...string[]]}
 */
function npmCommand(root) {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js')) return [outsideNode(root), script];
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', 'npm'] : ['npm'];
}

/** @param {string} root */
function outsideNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => isOutside(root, folder))
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  return found ?? process.execPath;
}

/** @param {string} root */
function outsideEnvironment(root) {
  return withPathFolders(process.env, (folders) => folders.filter((folder) => isOutside(root, folder)));
}

/** @param {string} root @param {string} folder */
function isOutside(root, folder) {
  return folder !== '' && !`${folder}${sep}`.startsWith(join(root, 'node_modules') + sep);
}
