/**
 * Decides between the two hosts. Electron's binary is not an npm package: `install-electron` fetches it from elsewhere, which a
 * closed network refuses, so a failed attempt is remembered for a day instead of delaying every start.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runQuietly } from './child.mjs';
import { findNode, withNode } from './pinned-node.mjs';

const INSTALL_LIMIT_MS = 60_000;
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** @typedef {{ platform: string, uid: number | undefined, env: NodeJS.ProcessEnv }} Surroundings */
/** @typedef {{ kind: 'desktop', electronPath: string } | { kind: 'browser', reason: string }} Host */

/** @returns {Surroundings} */
export function readSurroundings() {
  return { platform: process.platform, uid: process.getuid?.(), env: process.env };
}

/**
 * Why Electron cannot run here whatever is installed; undefined where it can.
 * @param {boolean} serve
 * @param {Surroundings} surroundings
 */
export function reasonAgainstElectron(serve, { platform, uid, env }) {
  if (serve) return 'asked for with --serve or --api';
  if (platform !== 'linux') return undefined;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no display here';
  if (uid === 0) return 'Electron does not run as root';
  return undefined;
}

/**
 * The path of the Electron program, if it is on this machine.
 * @param {string} root
 * @param {Surroundings} surroundings
 */
export function findElectron(root, { platform, env }) {
  const packageFolder = join(root, 'node_modules', 'electron');
  const pathFile = join(packageFolder, 'path.txt');
  const named = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const program =
    named ?? (platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron');
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = join(override === undefined || override === '' ? join(packageFolder, 'dist') : override, program);
  return existsSync(path) ? path : undefined;
}

/**
 * Fetches Electron's binary once if it can be used and is absent, and says which host to start.
 * @param {string} root
 * @param {boolean} serve
 * @param {{ surroundings?: Surroundings, now?: number, install?: (root: string) => Promise<string | undefined> }} [given] for tests
 * @returns {Promise<Host>}
 */
export async function chooseHost(root, serve, { surroundings = readSurroundings(), now = Date.now(), install = installElectron } = {}) {
  const against = reasonAgainstElectron(serve, surroundings);
  if (against !== undefined) return { kind: 'browser', reason: against };
  const present = findElectron(root, surroundings);
  if (present !== undefined) return { kind: 'desktop', electronPath: present };
  if (surroundings.env['ELECTRON_OVERRIDE_DIST_PATH']) return { kind: 'browser', reason: 'ELECTRON_OVERRIDE_DIST_PATH holds no Electron' };
  const failedMark = join(root, 'node_modules', '.inkstone-electron-failed');
  const failedAt = statSync(failedMark, { throwIfNoEntry: false })?.mtimeMs;
  if (failedAt !== undefined && now - failedAt < RETRY_AFTER_MS) {
    return { kind: 'browser', reason: `Electron's binary could not be had last time; \`npx install-electron\` tries again` };
  }
  const failure = await install(root);
  const installed = findElectron(root, surroundings);
  if (failure === undefined && installed !== undefined) return { kind: 'desktop', electronPath: installed };
  writeFileSync(failedMark, `${failure ?? 'no binary was left'}\n`);
  return { kind: 'browser', reason: `Electron's binary could not be had: ${failure ?? 'none was left'}` };
}

/**
 * @param {string} root
 * @returns {Promise<string | undefined>} why it failed
 */
export async function installElectron(root) {
  const node = findNode(root);
  const result = await runQuietly(node, ['node_modules/electron/install.js'], {
    cwd: root,
    env: withNode(node, process.env),
    timeoutMs: INSTALL_LIMIT_MS,
  });
  if (result.timedOut) return `not done after ${INSTALL_LIMIT_MS / 1000} s`;
  if (result.code === 0) return undefined;
  return (
    result.output
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? `code ${result.code}`
  );
}
