/** The stages of `npm test`. Each runs to its end whatever the ones before it did, and says what passed, failed and was skipped. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { allChecks } from '../check/all-checks.ts';
import { runChecks } from '../check/run-checks.ts';
import { ensureBuild } from '../start/build.mjs';
import { runInForeground } from '../start/child.mjs';
import { initialScriptBytes, LATER_PARTS, partsInFirstLoad, SCRIPT_LIMIT_BYTES } from './bundle-size.ts';
import { countPlaywright, countVitest, countVitestAgain, listBroken, NO_COUNTS, withExitCode } from './report.ts';
import type { StageCounts } from './report.ts';

export interface Stage {
  readonly name: string;
  run(): Promise<StageCounts>;
}

/** On a busy machine a test can fail that is right. What fails is tried once more; the summary names it then, so that it is not forgotten. */
const REPEATS = 1;
const MINUTE_MS = 60_000;
const LIMITS_MS = { unit: 15 * MINUTE_MS, heavy: 15 * MINUTE_MS, slow: 20 * MINUTE_MS, e2e: 45 * MINUTE_MS } as const;

/** The stages for the repository at `root`, in the order in which they run. */
export function createStages(root: string): readonly Stage[] {
  return [
    { name: 'check', run: () => check(root) },
    { name: 'unit', run: () => vitest(root, 'unit', ['fast', 'web']) },
    { name: 'heavy', run: () => vitest(root, 'heavy', ['heavy']) },
    { name: 'slow', run: () => vitest(root, 'slow', ['slow']) },
    { name: 'build', run: () => build(root) },
    { name: 'e2e', run: () => endToEnd(root) },
  ];
}

async function check(root: string): Promise<StageCounts> {
  const reports = await runChecks(allChecks(root), ({ name, ok, output, seconds }) => {
    console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
    if (!ok) console.log(output.trimEnd().replaceAll(/^/gm, '    '));
  });
  const failed = reports.filter(({ ok }) => !ok).map(({ name }) => `check: ${name}`);
  return { ...NO_COUNTS, passed: reports.length - failed.length, failed };
}

async function vitest(root: string, name: 'unit' | 'heavy' | 'slow', projects: readonly string[]): Promise<StageCounts> {
  const run = async (part: string, files: readonly string[]): Promise<{ code: number; json: unknown }> => {
    const report = freshReport(root, `${part}.json`);
    const args = [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      `--retry=${REPEATS}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...files,
    ];
    const code = await runTool(root, 'vitest/vitest.mjs', args, LIMITS_MS[name], {});
    return { code, json: existsSync(report) ? readJson(report) : undefined };
  };
  const { code, json } = await run(name, []);
  if (json === undefined) return withExitCode(NO_COUNTS, code, name);
  // Vitest repeats a test that fails, but not the tests of a process that died under them.
  const broken = listBroken(json);
  if (broken.length === 0) return withExitCode(countVitest(json, root), code, name);
  console.log(`Once more, because they broke off: ${broken.join(', ')}`);
  const again = await run(`${name}-again`, broken);
  return withExitCode(again.json === undefined ? countVitest(json, root) : countVitestAgain(json, again.json, root), again.code, name);
}

async function build(root: string): Promise<StageCounts> {
  try {
    console.log(`Build: ${await ensureBuild(root)}`);
    const renderer = join(root, 'out', 'renderer');
    const page = join(renderer, 'index.html');
    const bytes = initialScriptBytes(page);
    console.log(`Script before the first screen: ${Math.round(bytes / 1_000)} kB gzipped (at most ${SCRIPT_LIMIT_BYTES / 1_000})`);
    const early = partsInFirstLoad(page, LATER_PARTS, readdirSync(join(renderer, 'assets')));
    const failed = [
      ...(bytes > SCRIPT_LIMIT_BYTES ? ['build: too much script before the first screen'] : []),
      ...(early.length > 0 ? [`build: part of the first load, but not of the first screen: ${early.join(', ')}`] : []),
    ];
    return { ...NO_COUNTS, passed: 3 - failed.length, failed };
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { ...NO_COUNTS, failed: ['build: the app could not be built'] };
  }
}

async function endToEnd(root: string): Promise<StageCounts> {
  const noChromium = process.env['INKSTONE_NO_CHROMIUM'];
  if (noChromium !== undefined) return { ...NO_COUNTS, failed: [`end to end: no Chromium, ${noChromium}`] };
  const report = freshReport(root, 'e2e.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ['test', '-c', 'e2e/playwright.config.ts', `--retries=${REPEATS}`];
  const code = await runTool(root, '@playwright/test/cli.js', args, LIMITS_MS.e2e, env);
  return withExitCode(existsSync(report) ? countPlaywright(readJson(report)) : NO_COUNTS, code, 'end to end');
}

function runTool(root: string, script: string, args: readonly string[], timeoutMs: number, env: NodeJS.ProcessEnv): Promise<number> {
  return runInForeground(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    timeoutMs,
  });
}

/** An old report must never be counted as this run's. */
function freshReport(root: string, name: string): string {
  const folder = join(root, 'test-results', 'reports');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  rmSync(path, { force: true });
  return path;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
