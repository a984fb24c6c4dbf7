/**
 * `npm run bench`: builds if needed, runs every benchmark of bench/, prints a table and writes bench/results/latest.json. A benchmark is a file that
 * exports one function `run…`, which takes `{ log }` and returns its numbers as a plain object.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { flattenNumbers } from './bench/flatten-numbers.ts';
import { ensureBuild } from './start/build.mjs';
import { createSteps } from './start/steps.mjs';

const HELP = `Usage: npm run bench [-- --only PART]

Runs the benchmarks whose name contains PART, or all of them; writes bench/results/latest.json.
INKSTONE_BENCH_MESSAGES is the size of the library that search-bench searches (100000).
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly result: unknown;
  readonly error?: string;
}

async function runBenchmark(path: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(path).href);
  const exported: readonly (readonly [string, unknown])[] = typeof module === 'object' && module !== null ? Object.entries(module) : [];
  const run = exported.find(([name, value]) => name.startsWith('run') && typeof value === 'function')?.[1];
  if (typeof run !== 'function') throw new Error(`${basename(path)} exports no function run…`);
  const result: unknown = await Reflect.apply(run, undefined, [{ log: (line: string) => console.error(`  ${line}`) }]);
  return result;
}

async function measure(name: string): Promise<Outcome> {
  console.error(`${name} …`);
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 100) / 10;
  try {
    const result = await runBenchmark(join(root, 'bench', `${name}.ts`));
    return { name, seconds: seconds(), result };
  } catch (error) {
    return { name, seconds: seconds(), result: {}, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function print({ name, seconds, result, error }: Outcome): void {
  console.log(`\n${name} (${seconds} s)`);
  if (error !== undefined) console.log(`  failed: ${error}`);
  const rows = flattenNumbers(result);
  const width = Math.max(0, ...rows.map(([key]) => key.length));
  for (const [key, value] of rows) console.log(`  ${key.padEnd(width)}  ${value}`);
}

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, help: { type: 'boolean', short: 'h', default: false } } });

if (values.help) {
  console.log(HELP);
} else {
  const names = readdirSync(join(root, 'bench'))
    .filter((file) => /-(bench|ratio)\.ts$/.test(file) && file.includes(values.only))
    .map((file) => basename(file, '.ts'));
  // A stale build would be measured without a word.
  await createSteps(process.stderr).run('Build', () => ensureBuild(root));
  const outcomes: Outcome[] = [];
  for (const name of names) outcomes.push(await measure(name));
  outcomes.forEach(print);
  const machine = {
    platform: process.platform,
    arch: process.arch,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
  };
  mkdirSync(join(root, 'bench', 'results'), { recursive: true });
  writeFileSync(
    join(root, 'bench', 'results', 'latest.json'),
    `${JSON.stringify({ at: new Date().toISOString(), machine, outcomes }, undefined, 2)}\n`,
  );
  process.exitCode = outcomes.some(({ error }) => error !== undefined) ? 1 : 0;
}
