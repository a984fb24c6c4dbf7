/** Finds a Chromium for the end-to-end tests, or brings one: Debian's package where we may install it, else Playwright's own. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { lastLines, runQuietly } from '../start/child.mjs';
import { findNode, withNode } from '../start/pinned-node.mjs';
import { Problem } from '../start/steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED_PLACES = new Map([
  ['darwin', ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']],
  [
    'win32',
    ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'],
  ],
]);
/** Where each Playwright build for a platform keeps its program. */
const PLAYWRIGHT_PROGRAMS = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

/** @typedef {{ platform: string, env: NodeJS.ProcessEnv, home: string }} Place */

/** @returns {Place} */
const here = () => ({ platform: process.platform, env: process.env, home: homedir() });

/**
 * A Chromium on this machine, Playwright's own download included.
 * @param {Place} [place]
 */
export function findChromium(place = here()) {
  const given = place.env['INKSTONE_CHROMIUM'];
  if (given !== undefined && existsSync(given)) return given;
  const suffix = place.platform === 'win32' ? '.exe' : '';
  const folders = (place.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...onPath, ...(FIXED_PLACES.get(place.platform) ?? []), ...playwrightPrograms(place)].find((path) => existsSync(path));
}

/** @param {Place} place */
function playwrightPrograms(place) {
  const caches = new Map([
    ['darwin', join(place.home, 'Library', 'Caches', 'ms-playwright')],
    ['win32', join(place.env['LOCALAPPDATA'] ?? place.home, 'ms-playwright')],
  ]);
  const folder = place.env['PLAYWRIGHT_BROWSERS_PATH'] ?? caches.get(place.platform) ?? join(place.home, '.cache', 'ms-playwright');
  if (!existsSync(folder)) return [];
  const builds = readdirSync(folder).filter((name) => name.startsWith('chromium-'));
  return builds.flatMap((build) => PLAYWRIGHT_PROGRAMS.map((program) => join(folder, build, program)));
}

/**
 * The path of a Chromium; installs one when there is none.
 * @param {string} root
 * @param {(text: string) => void} progress
 */
export async function ensureChromium(root, progress) {
  const present = findChromium();
  if (present !== undefined) return present;
  /** @type {string[]} */
  const failures = [];
  for (const [name, install] of /** @type {const} */ ([
    ['apt-get', installFromDebian],
    ['playwright install', installFromPlaywright],
  ])) {
    const failure = await install(root, progress);
    const found = findChromium();
    if (found !== undefined) return found;
    failures.push(`${name}: ${failure ?? 'left no Chromium'}`);
  }
  throw new Problem(
    `none was found, and none could be installed (${failures.join('; ')})`,
    'install Chromium or Chrome, or set INKSTONE_CHROMIUM to one; the end-to-end tests count as failed without it',
  );
}

/**
 * @param {string} _root
 * @param {(text: string) => void} progress
 * @returns {Promise<string | undefined>} why it could not be installed
 */
async function installFromDebian(_root, progress) {
  if (!existsSync('/usr/bin/apt-get')) return 'not a Debian system';
  if (process.getuid?.() !== 0) return 'needs root';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  progress('apt-get update');
  await runQuietly('apt-get', ['update', '-q'], { cwd: '/', env });
  progress('apt-get install chromium');
  const result = await runQuietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { cwd: '/', env });
  return result.code === 0 ? undefined : lastLines(result.output, 2);
}

/**
 * @param {string} root
 * @param {(text: string) => void} progress
 * @returns {Promise<string | undefined>} why it could not be installed
 */
async function installFromPlaywright(root, progress) {
  progress("downloading Playwright's Chromium");
  const node = findNode(root);
  const result = await runQuietly(node, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    cwd: root,
    env: withNode(node, process.env),
  });
  return result.code === 0 ? undefined : lastLines(result.output, 2);
}
