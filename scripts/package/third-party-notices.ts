/**
 * The licences of everything that ships inside the app, made from the lockfile. The text must come out the same on every system,
 * so packages that are installed on some systems only are listed by name, without the text of their licence files.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageNameOf, reachableFolders, readLockPackages } from './lock-packages.ts';

export const NOTICES_PATH = 'resources/THIRD-PARTY-NOTICES.txt';

interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Where it is installed, relative to the repository; undefined for packages of one system only. */
  readonly folder: string | undefined;
}

const RULE = '-'.repeat(100);
const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const HEADER = `Third-party notices of Inkstone

Inkstone contains the software listed below. Made by \`npm run notices\` from package-lock.json; do not edit by hand.
Electron and Chromium carry their own notices in LICENSE.electron.txt and LICENSES.chromium.html beside the program.

The starter model is SmolLM2-135M-Instruct by Hugging Face, quantised to Q4_1 by QuantFactory, under the Apache License 2.0.
`;

/** The notices file's text, and how many packages it names. */
export function createNotices(root: string): { readonly text: string; readonly packageCount: number } {
  const shipped = listShipped(root);
  const everywhere = shipped.filter(({ folder }) => folder !== undefined);
  const somewhere = shipped.filter(({ folder }) => folder === undefined);
  const sections = everywhere.map((one) => `${RULE}\n${one.name} ${one.version} (${one.licence})\n\n${readLicence(root, one)}\n`);
  const listed = somewhere.map(({ name, version, licence }) => `  ${name} ${version} (${licence})`).join('\n');
  const text = [
    HEADER,
    ...sections,
    llamaCppNotice(root),
    `${RULE}\nOn some systems only, under the licence of the package they belong to:\n\n${listed}\n`,
  ].join('\n');
  return { text, packageCount: shipped.length };
}

/** Everything that `dependencies` of package.json lead to. The optional ones at the root are tools, not part of the app. */
function listShipped(root: string): readonly Shipped[] {
  const packages = readLockPackages(root);
  const { dependencies = {}, optionalDependencies: tools = {} } = packages[''] ?? {};
  const names = Object.keys(dependencies).filter((name) => tools[name] === undefined);
  const found = new Map<string, Shipped>();
  for (const folder of reachableFolders(packages, names)) {
    const { version = '', license = 'see its text', optional } = packages[folder] ?? {};
    const name = packageNameOf(folder);
    found.set(`${name}@${version}`, { name, version, licence: license, folder: optional === true ? undefined : folder });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, shipped]) => shipped);
}

function readLicence(root: string, { folder, licence }: Shipped): string {
  const path = join(root, folder ?? '');
  const names = existsSync(path)
    ? readdirSync(path)
        .filter((name) => LICENCE_FILE.test(name))
        .toSorted()
    : [];
  const texts = names.map((name) => readFileSync(join(path, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.length > 0 ? texts.join('\n\n') : `The package brings no licence text. Its package.json names: ${licence}`;
}

/** node-llama-cpp brings llama.cpp in compiled form; its licence is not a file of the package. */
function llamaCppNotice(root: string): string {
  const own = readFileSync(join(root, 'node_modules/node-llama-cpp/LICENSE'), 'utf8');
  const terms = own.slice(own.indexOf('Permission is hereby granted')).replaceAll('\r\n', '\n').trim();
  return `${RULE}\nllama.cpp and ggml (MIT)\n\nMIT License\n\nCopyright (c) 2023-2026 The ggml authors\n\n${terms}\n`;
}
