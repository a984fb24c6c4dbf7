/**
 * `kill -9` at random moments while a process sends and streams, as often as asked; after every kill the library is judged.
 * Used by `npm run torture -- --kills N` and by the test of 200.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { judge, type Verdict } from './kill-judge.ts';
import { progressSchema, type Mutant, type Progress } from './kill-plan.ts';

export interface KillTortureOptions {
  readonly kills: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
  readonly mutant?: Mutant;
  /** Processes that are tortured at the same time, each on its own library. */
  readonly lanes?: number;
}

export interface KillTortureResult extends Verdict {
  readonly kills: number;
  /** Acknowledged turns and pieces of text, all of them checked. */
  readonly acknowledged: number;
  readonly durationMs: number;
}

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const MAX_DELAY_MS = 20;
const MAX_LINES = 24;
/** A fresh library now and then: the first run is killed too, and judging stays quick. */
const KILLS_PER_LIBRARY = 10;
const WORKER_EVERY = 8;
const CHILD_TIMEOUT_MS = 30_000;

/** mulberry32: the same kills for the same seed, as far as the machine's timing allows. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Run {
  readonly folder: string;
  readonly firstTurn: number;
  readonly how: 'worker' | 'direct';
  readonly mutant: Mutant | undefined;
  /** Killed this long after this many lines. */
  readonly lines: number;
  readonly delayMs: number;
}

/** Everything the process had acknowledged when it died. */
async function runAndKill({ folder, firstTurn, how, mutant, lines, delayMs }: Run): Promise<Progress[]> {
  const child = spawn(process.execPath, [CHILD, folder, String(firstTurn), how, mutant ?? ''], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(tmpdir(), 'inkstone-torture-cache') },
    timeout: CHILD_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  let complaint = '';
  let seen = 0;
  const enough = Promise.withResolvers<void>();
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString('latin1');
    seen += data.filter((byte) => byte === 10).length;
    if (seen >= lines) enough.resolve();
  });
  const closed = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' && seen >= lines ? resolve() : reject(new Error(`the child ended: ${complaint}`)),
    );
  });
  await Promise.race([enough.promise, closed]);
  await delay(delayMs);
  child.kill('SIGKILL');
  await closed;
  // The last line may be cut off.
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => progressSchema.parse(JSON.parse(line)));
}

async function torture(
  kills: number,
  random: () => number,
  mutant: Mutant | undefined,
  report: (verdict: Verdict, lines: number) => boolean,
): Promise<void> {
  let folder = '';
  let acknowledged: Progress[] = [];
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const isFirst = kill % KILLS_PER_LIBRARY === 0;
      if (isFirst) {
        if (folder) discard();
        folder = mkdtempSync(join(tmpdir(), 'inkstone-kill-'));
        acknowledged = [];
      }
      const lines = isFirst ? 1 : 1 + Math.floor(random() * MAX_LINES);
      const how = kill % WORKER_EVERY === 0 ? 'worker' : 'direct';
      const run = await runAndKill({ folder, firstTurn: kill * 10_000 + 1, how, mutant, lines, delayMs: random() * MAX_DELAY_MS });
      const claims = run.filter(({ type }) => type !== 'opening');
      acknowledged = [...acknowledged, ...claims];
      if (!report(judge(folder, acknowledged), claims.length)) return;
    }
  } finally {
    if (folder) discard();
  }
}

/** Stops early, as soon as a mutant is caught. */
export async function runKillTorture({ kills, seed, log, mutant, lanes = 2 }: KillTortureOptions): Promise<KillTortureResult> {
  const start = performance.now();
  let sum = { kills: 0, acknowledged: 0, lost: 0, torn: 0, damaged: 0, unindexed: 0 };
  const isCaught = (): boolean => sum.lost + sum.torn + sum.damaged + sum.unindexed > 0;
  const report = (verdict: Verdict, acknowledged: number): boolean => {
    sum = {
      kills: sum.kills + 1,
      acknowledged: sum.acknowledged + acknowledged,
      lost: sum.lost + verdict.lost,
      torn: sum.torn + verdict.torn,
      damaged: sum.damaged + verdict.damaged,
      unindexed: sum.unindexed + verdict.unindexed,
    };
    if (sum.kills % 100 === 0) log?.(`${sum.kills}/${kills} kills, ${sum.acknowledged} acknowledged, ${sum.lost} lost, ${sum.torn} torn`);
    return !isCaught();
  };
  const lane = (index: number): Promise<void> =>
    torture(Math.floor(kills / lanes) + (index < kills % lanes ? 1 : 0), randomFrom(seed + index), mutant, report);
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  return { ...sum, durationMs: performance.now() - start };
}
