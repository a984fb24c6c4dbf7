#!/usr/bin/env node
/**
 * Does for electron-builder what it starts `fpm` for, where fpm cannot be downloaded: a .deb from a folder, by Debian's own
 * dpkg-deb. Knows only the arguments that electron-builder 26 gives for a deb. Used by `npm run package -- --check`, never for releases.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

const FLAGS = new Set(['--force', '--debug']);

/** @param {readonly string[]} argv */
export function parseArguments(argv) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  /** @type {{ from: string, to: string }[]} */
  const sources = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (FLAGS.has(word)) continue;
    if (word.startsWith('-')) {
      index += 1;
      options.set(word, [...(options.get(word) ?? []), argv[index] ?? '']);
    } else {
      const at = word.indexOf('=');
      sources.push({ from: word.slice(0, at), to: word.slice(at + 1) });
    }
  }
  return { options, sources };
}

/** @param {Map<string, string[]>} options @param {number} sizeKiB */
export function controlFile(options, sizeKiB) {
  const one = (/** @type {string} */ name) => options.get(name)?.[0];
  const fields = [
    ['Package', one('--name')],
    ['Version', one('--version')],
    ['License', one('--license')],
    ['Vendor', one('--vendor')],
    ['Architecture', one('--architecture')],
    ['Maintainer', one('--maintainer')],
    ['Installed-Size', String(sizeKiB)],
    ['Depends', options.get('-d')?.join(', ')],
    ['Recommends', options.get('--deb-recommends')?.join(', ')],
    ['Section', one('--category') ?? 'default'],
    ['Priority', one('--deb-priority')],
    ['Homepage', one('--url')],
    ['Description', one('--description')?.trim()],
  ];
  return `${fields.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}: ${value}`])).join('\n')}\n`;
}

/** Folders 0755; files keep only whether they can be run. @param {string} path @returns {number} bytes */
function normalise(path) {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return 0;
  if (!stat.isDirectory()) {
    chmodSync(path, (stat.mode & 0o100) === 0 ? 0o644 : 0o755);
    return stat.size;
  }
  chmodSync(path, 0o755);
  return readdirSync(path).reduce((sum, name) => sum + normalise(join(path, name)), 0);
}

/** @param {readonly string[]} argv */
function makeDeb(argv) {
  const { options, sources } = parseArguments(argv);
  const root = mkdtempSync(join(tmpdir(), 'inkstone-deb-'));
  try {
    for (const { from, to } of sources) {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      cpSync(from, join(root, to), { recursive: true, verbatimSymlinks: true });
    }
    const bytes = normalise(root);
    mkdirSync(join(root, 'DEBIAN'));
    writeFileSync(join(root, 'DEBIAN', 'control'), controlFile(options, Math.ceil(bytes / 1024)));
    for (const [option, name] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ]) {
      const script = options.get(option ?? '')?.[0];
      if (script !== undefined && name !== undefined) writeFileSync(join(root, 'DEBIAN', name), readFileSync(script), { mode: 0o755 });
    }
    const target = options.get('--package')?.[0] ?? '';
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, target], { stdio: 'inherit' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith('fpm-stand-in.mjs') === true) makeDeb(process.argv.slice(2));
