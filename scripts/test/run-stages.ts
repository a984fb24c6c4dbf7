/** Runs the stages of `npm test` and ends with the line that tools read: `N passed, N failed`. Called by scripts/test.mjs. */
import { performance } from 'node:perf_hooks';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { StageCounts } from './report.ts';
import { createStages } from './stages.ts';
import type { Stage } from './stages.ts';
import { formatSummary } from './summary.ts';
import type { StageResult } from './summary.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');

async function runStage(stage: Stage): Promise<StageResult> {
  console.log(`\n── ${stage.name} ──`);
  const startedAt = performance.now();
  const counts = await stage.run().catch((error: unknown): StageCounts => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: [`${stage.name}: ${reason}`], skipped: [] };
  });
  return { ...counts, name: stage.name, seconds: (performance.now() - startedAt) / 1000 };
}

const results: StageResult[] = [];
for (const stage of createStages(root)) {
  if (wanted === undefined || wanted.includes(stage.name)) results.push(await runStage(stage));
}
const summary = formatSummary(results);
console.log(`\n${summary.text}`);
process.exitCode = summary.failed === 0 ? 0 : 1;
