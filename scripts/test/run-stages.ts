/** Runs the stages of `npm test` and ends with the line that tools read: `N passed, N failed`. Called by scripts/test.mjs. */
import { performance } from 'node:perf_hooks';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NO_COUNTS } from './report.ts';
import type { StageCounts } from './report.ts';
import { createStages } from './stages.ts';
import type { Stage } from './stages.ts';
import { formatSummary } from './summary.ts';
import type { StageResult } from './summary.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');

const notRun = ({ name }: Stage, signal: NodeJS.Signals): StageCounts => ({
  ...NO_COUNTS,
  failed: [`${name}: not run, stopped by ${signal}`],
});

async function runStage(stage: Stage): Promise<StageResult> {
  console.log(`\n── ${stage.name} ──`);
  const startedAt = performance.now();
  const counts = await stage.run().catch((error: unknown): StageCounts => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...NO_COUNTS, failed: [`${stage.name}: ${reason}`] };
  });
  return { ...counts, name: stage.name, seconds: (performance.now() - startedAt) / 1000 };
}

/** The stage that runs is handed the signal by what runs it; none begins after it. */
let stoppedBy: NodeJS.Signals | null = null;
const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => (stoppedBy = signal));

const results: StageResult[] = [];
for (const stage of createStages(root)) {
  if (wanted !== undefined && !wanted.includes(stage.name)) continue;
  results.push(stoppedBy === null ? await runStage(stage) : { ...notRun(stage, stoppedBy), name: stage.name, seconds: 0 });
}
const summary = formatSummary(results);
console.log(`\n${summary.text}`);
process.exitCode = summary.failed === 0 ? 0 : 1;
