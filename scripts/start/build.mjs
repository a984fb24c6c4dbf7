/** Builds the app when its sources, configuration or dependencies changed since the last build, and not otherwise. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { lastLines, runQuietly } from './child.mjs';
import { findNode, withNode } from './pinned-node.mjs';
import { Problem } from './steps.mjs';

const INPUT_FILES = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json'];
const OUTPUTS = ['out/main/serve.js', 'out/main/index.js', 'out/main/engine.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const NOT_BUILT = /(\.test\.tsx?|\/test-setup\.ts)$/;

/** @param {string} root */
export function hashSources(root) {
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !NOT_BUILT.test(path));
  const hash = createHash('sha256');
  for (const path of [...INPUT_FILES, ...files.sort()]) {
    const full = join(root, path);
    if (existsSync(full)) hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} root @param {string} hash */
export function isBuilt(root, hash) {
  const stamp = join(root, 'out', '.inkstone-stamp');
  if (!OUTPUTS.every((path) => existsSync(join(root, path)))) return false;
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** @param {string} root */
export async function ensureBuild(root) {
  const hash = hashSources(root);
  if (isBuilt(root, hash)) return 'already built';
  const stamp = join(root, 'out', '.inkstone-stamp');
  rmSync(stamp, { force: true });
  const node = findNode(root);
  const result = await runQuietly(node, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    cwd: root,
    env: withNode(node, { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }),
  });
  if (result.code !== 0) {
    throw new Problem(
      `the build failed\n  ${lastLines(result.output, 20)}`,
      'if you changed nothing, run `npm ci` and start again; else fix the error above',
    );
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, hash);
  return 'done';
}
