/** `npm run e2e`: builds if needed and runs the end-to-end specs. Unknown options go to Playwright (`npm run e2e -- chat.spec.ts --headed`). */
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuild } from './start/build.mjs';
import { runInForeground } from './start/child.mjs';
import { findElectron, readSurroundings, reasonAgainstElectron } from './start/electron.mjs';
import { ensureStarterModel } from './start/model.mjs';
import { createSteps } from './start/steps.mjs';
import { ensureChromium } from './test/chromium.mjs';

const HELP = `Usage: npm run e2e [-- --host browser|desktop|both] [Playwright options and spec names]

  --host browser   the built app behind the browser host, in Chromium (default: both)
  --host desktop   the built desktop entry on the Electron double, and in Electron where its binary is
`;

/** The Playwright projects of a host; none named: all of them. */
const PROJECTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['browser', ['browser']],
  ['desktop', ['desktop', 'electron']],
  ['both', []],
]);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { host, isHelp, rest } = readArguments(process.argv.slice(2));

function readArguments(argv: readonly string[]): { readonly host: string; readonly isHelp: boolean; readonly rest: readonly string[] } {
  const { values, tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: { host: { type: 'string', default: 'both' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const ours = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || (token.name !== 'host' && token.name !== 'help')) continue;
    ours.add(token.index);
    if (token.name === 'host' && token.inlineValue === false) ours.add(token.index + 1);
  }
  return { host: String(values.host), isHelp: values.help === true, rest: argv.filter((_, index) => !ours.has(index)) };
}

/** Why Electron cannot run here, or undefined. */
function reasonWithoutElectron(): string | undefined {
  const surroundings = readSurroundings();
  const against = reasonAgainstElectron(false, surroundings);
  if (against !== undefined) return against;
  return findElectron(root, surroundings) === undefined ? 'no Electron binary' : undefined;
}

async function run(): Promise<number> {
  const projects = PROJECTS.get(host)?.map((name) => `--project=${name}`);
  if (projects === undefined) throw new Error(`--host wants browser, desktop or both, not "${host}"`);
  const withoutElectron = reasonWithoutElectron();
  const steps = createSteps(process.stderr);
  await steps.run('Starter model', (progress) => ensureStarterModel(root, progress));
  const chromium = await steps.run('Chromium', (progress) => ensureChromium(root, progress));
  await steps.run('Build', () => ensureBuild(root));
  const code = await runInForeground(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'e2e/playwright.config.ts', ...projects, ...rest],
    { cwd: root, env: { ...process.env, INKSTONE_CHROMIUM: chromium } },
  );
  if (host !== 'browser' && withoutElectron !== undefined) console.log(`real Electron: skipped: ${withoutElectron}`);
  return code;
}

if (isHelp) console.log(HELP);
else process.exitCode = await run();
