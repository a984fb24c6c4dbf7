/**
 * What our layers cost: writing speed through `Engine.generate` against the bare loop of `direct-evaluate.ts`, interleaved,
 * so that a busy machine slows both. Also tokens re-read in later turns, and how fast a stop takes hold.
 */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childProcessTransport } from '#main/inference/child-process-transport.ts';
import type { ChatTurn, Engine, EngineEvent, GenerateRequest } from '#main/inference/engine.ts';
import { createEngine } from '#main/inference/engine-supervisor.ts';
import { modelIdSchema } from '#shared/models/ids.ts';
import * as z from 'zod';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MODEL = at('../resources/models/SmolLM2-135M-Instruct.Q4_1.gguf');
const QUESTION = 'Tell me a long story about a lighthouse keeper and the sea.';
const TURNS = ['Who wrote Hamlet?', 'When did he live?', 'Name two other plays.', 'Which one is a comedy?', 'Thank you!'];
const TOKENS = 256;
const STOPS = 20;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

export interface GenerationBenchOptions {
  readonly rounds?: number;
  readonly log?: (line: string) => void;
}

export interface GenerationBenchResult {
  readonly rounds: number;
  readonly threads: { readonly ours: number; readonly direct: number };
  /** Ours ÷ direct, by round; goal: a median of 0.97 or more. */
  readonly ratio: { readonly median: number; readonly lowest: number; readonly highest: number };
  readonly tokensPerSecond: { readonly ours: number; readonly direct: number };
  /** By turn from the second on: tokens read and tokens that were new. Goal: read ≤ 1.1 × new + 16. */
  readonly turns: readonly { readonly read: number; readonly fresh: number }[];
  readonly stopMs: { readonly p50: number; readonly p95: number };
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

const request = (history: readonly ChatTurn[], slotKey: string, maxTokens: number): GenerateRequest => ({
  slotKey,
  priority: 'chat',
  prompt: { kind: 'chat', history, answerPrefix: '' },
  parameters: {
    temperature: 0,
    topK: 40,
    topP: 1,
    minP: 0,
    repeatPenalty: 1,
    frequencyPenalty: 0,
    presencePenalty: 0,
    maxTokens,
    stop: [],
    seed: 1,
    jsonSchema: null,
  },
});

const user = (text: string): ChatTurn => ({ role: 'user', text });

async function measureOurs(engine: Engine): Promise<number> {
  let firstAt = 0;
  let firstTokens = 0;
  let written = 0;
  for await (const event of engine.generate(request([user(QUESTION)], 'speed', TOKENS), never)) {
    if (event.type !== 'delta') continue;
    written += event.tokens;
    if (firstAt === 0) {
      firstAt = performance.now();
      firstTokens = written;
    }
  }
  return ((written - firstTokens) * 1_000) / (performance.now() - firstAt);
}

const readySchema = z.object({ threads: z.int() });
const speedSchema = z.object({ tokensPerSecond: z.number() });

const nextMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the direct loop ended with code ${String(code)}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });

async function measureDirect(direct: ChildProcess): Promise<number> {
  const answer = nextMessage(direct);
  direct.send({ type: 'run' });
  return speedSchema.parse(await answer).tokensPerSecond;
}

async function measureTurns(engine: Engine): Promise<GenerationBenchResult['turns']> {
  const history: ChatTurn[] = [];
  const turns: { read: number; fresh: number }[] = [];
  let known = 0;
  for (const text of TURNS) {
    history.push(user(text));
    let answer = '';
    let last: EngineEvent | undefined;
    for await (const event of engine.generate(request([...history], 'turns', 60), never)) {
      if (event.type === 'delta') answer += event.text;
      last = event;
    }
    if (last?.type !== 'done') throw new Error('a generation ended without done');
    const { tokensRead, tokensReused, contextTokens } = last.stats;
    if (known > 0) turns.push({ read: tokensRead, fresh: tokensRead + tokensReused - known });
    known = contextTokens;
    history.push({ role: 'assistant', text: answer });
  }
  return turns;
}

/** Half of the stops fall into the reading of a long prompt, half into the writing. */
async function measureStops(engine: Engine): Promise<readonly number[]> {
  const long = `${'The quick brown fox jumps over the lazy dog near the river bank. '.repeat(60)}\n\nSummarise.`;
  const latencies: number[] = [];
  for (let index = 0; index < STOPS; index += 1) {
    const isReading = index % 2 === 0;
    const history = [user(isReading ? `${index}. ${long}` : `${index}. ${QUESTION}`)];
    const controller = new AbortController();
    let eventsLeft = 2 + (index % 5);
    let stoppedAt = 0;
    for await (const event of engine.generate(request(history, `stop-${index}`, 200), controller.signal)) {
      if (event.type !== (isReading ? 'progress' : 'delta')) continue;
      eventsLeft -= 1;
      if (eventsLeft !== 0) continue;
      stoppedAt = performance.now();
      controller.abort();
    }
    if (stoppedAt > 0) latencies.push(performance.now() - stoppedAt);
  }
  return latencies;
}

/** Needs the starter model in `resources/models/`. */
export async function runGenerationBench({
  rounds = 15,
  log = () => undefined,
}: GenerationBenchOptions = {}): Promise<GenerationBenchResult> {
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  const direct = fork(at('direct-evaluate.ts'), [MODEL, QUESTION, String(TOKENS)], { env, execArgv: [] });
  const engine = createEngine({
    startTransport: childProcessTransport({ entry: at('../src/main/inference/host/engine-process.ts') }),
    log: SILENT,
  });
  try {
    const directThreads = readySchema.parse(await nextMessage(direct)).threads;
    const modelId = modelIdSchema.parse(crypto.randomUUID());
    await engine.load({ modelId, name: 'bench', path: MODEL, useGpu: false, contextSize: 2_048, threads: null }, never);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      if (round % 2 === 0) ours.push(await measureOurs(engine));
      theirs.push(await measureDirect(direct));
      if (round % 2 === 1) ours.push(await measureOurs(engine));
      log(`round ${round + 1}: ours ${ours.at(-1)?.toFixed(1)} tok/s, direct ${theirs.at(-1)?.toFixed(1)} tok/s`);
    }
    const ratios = ours.map((speed, index) => speed / (theirs[index] ?? Number.NaN));
    const turns = await measureTurns(engine);
    const stops = await measureStops(engine);
    const { state } = engine;
    return {
      rounds,
      threads: { ours: state.state === 'ready' ? state.model.threads : 0, direct: directThreads },
      ratio: { median: quantile(ratios, 0.5), lowest: Math.min(...ratios), highest: Math.max(...ratios) },
      tokensPerSecond: { ours: quantile(ours, 0.5), direct: quantile(theirs, 0.5) },
      turns,
      stopMs: { p50: quantile(stops, 0.5), p95: quantile(stops, 0.95) },
    };
  } finally {
    direct.kill('SIGKILL');
    await engine.dispose();
  }
}
