/** The checks that are our own code, over one reading of the sources. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findStaleIcons } from '../package/draw-icons.ts';
import { findLackingPackages } from '../package/platform-packages.ts';
import { createNotices, NOTICES_PATH } from '../package/third-party-notices.ts';
import { findMissedSeeds } from './border-self-test.ts';
import { findBorderViolations } from './borders.ts';
import type { Violation } from './borders.ts';
import { findColourViolations, findHouseViolations } from './house-rules.ts';
import { compareLocales, findUnusedKeys, flatten } from './locales.ts';
import type { Texts } from './locales.ts';
import type { Check, CheckOutcome } from './run-checks.ts';
import { isTestPath, listFiles, readSourceFiles } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

const LOCALES = 'src/shared/locales';

/** Borders and their self-test, single places, colours, lockfile, notices, locales. */
export function ownChecks(root: string): readonly Check[] {
  let cached: readonly SourceFile[] | undefined;
  const sources = (): readonly SourceFile[] => (cached ??= readSourceFiles(root, 'src'));
  return [
    { name: 'borders', run: () => fromViolations(findBorderViolations(sources())) },
    { name: 'borders: seeded violations are caught', run: () => fromLines(findMissedSeeds()) },
    { name: 'single places', run: () => fromViolations(findHouseViolations(sources())) },
    { name: 'colours', run: () => fromViolations(findColourViolations(readStyled(root))) },
    { name: 'lockfile', run: () => fromLines(checkLockfile(root)) },
    { name: 'notices', run: () => fromLines(checkNotices(root)) },
    { name: 'icons', run: async () => fromLines(await checkIcons(root)) },
    { name: 'locales', run: async () => fromLines(await checkLocales(root, sources())) },
  ];
}

function readStyled(root: string): readonly { readonly path: string; readonly text: string }[] {
  const paths = listFiles(root, 'src/renderer', /\.(tsx?|css|html)$/);
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

async function checkLocales(root: string, sources: readonly SourceFile[]): Promise<readonly string[]> {
  const english = await readLocale(root, 'en');
  const chinese = await readLocale(root, 'zh-CN');
  const product = sources.filter(({ path }) => !path.startsWith(`${LOCALES}/`) && !isTestPath(path));
  const unused = findUnusedKeys(english, product).map((key) => `no code shows ${key}: use it or remove it from every locale`);
  return [...compareLocales(english, chinese, 'zh-CN'), ...unused];
}

function checkLockfile(root: string): readonly string[] {
  const lacking = findLackingPackages(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return lacking.map(
    ({ name }) => `package-lock.json lacks ${name}: run \`node scripts/run.mjs scripts/complete-lockfile.ts\` and commit it`,
  );
}

function checkNotices(root: string): readonly string[] {
  const path = join(root, NOTICES_PATH);
  const isCurrent = existsSync(path) && readFileSync(path, 'utf8').replaceAll('\r\n', '\n') === createNotices(root).text;
  return isCurrent ? [] : [`${NOTICES_PATH} does not match package-lock.json: run \`npm run notices\` and commit it`];
}

async function checkIcons(root: string): Promise<readonly string[]> {
  return (await findStaleIcons(root)).map((path) => `${path} is not what its SVG says: run \`npm run icons\` and commit it`);
}

/** A locale's index exports one object of namespaces. */
async function readLocale(root: string, language: string): Promise<Texts> {
  const path = join(root, LOCALES, language, 'index.ts');
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  const module: unknown = await import(pathToFileURL(path).href);
  const exported: readonly unknown[] = typeof module === 'object' && module !== null ? Object.values(module) : [];
  return flatten(exported[0]);
}

function fromViolations(violations: readonly Violation[]): CheckOutcome {
  return fromLines(violations.map(({ path, line, rule, message }) => `${path}:${line}  ${message} [${rule}]`));
}

function fromLines(lines: readonly string[]): CheckOutcome {
  return { ok: lines.length === 0, output: lines.join('\n') };
}
