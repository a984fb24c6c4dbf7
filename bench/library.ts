/** Builds the libraries that the store's benchmarks read, through the real store, from words drawn like a language's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStoreWorker } from '#main/storage/store-client.ts';
import type { Store } from '#main/storage/store.ts';
import type { ThreadId } from '#shared/models/ids.ts';

/** How long something took, over many repetitions. */
export interface Timing {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface BenchLibrary {
  readonly store: Store;
  readonly threadIds: readonly ThreadId[];
  dispose(): Promise<void>;
}

/** Occurs in nearly every message. */
export const COMMONEST_WORD = 'the';
export const COMMON_CHINESE = '我们';
const CHINESE = '我们今天在北京讨论机器学习的模型可以帮助写作翻译和回答问题天气很好中国文化历史';
const WORDS_PER_MESSAGE = 75;
const VOCABULARY = 20_000;
const CHINESE_EVERY = 4;
const SYLLABLES = ['ka', 'lo', 'mi', 'tor', 'ven', 'sha', 'pe', 'ri', 'dun', 'gal'];

const wordOf = (rank: number): string =>
  rank === 0 ? COMMONEST_WORD : [...String(rank)].map((digit) => SYLLABLES[Number(digit)] ?? '').join('');

/** Word ranks fall off as in a real text: the commonest is in nearly all messages, most are rare. */
function textOf(index: number, random: () => number): string {
  const words = Array.from({ length: WORDS_PER_MESSAGE }, () => wordOf(Math.floor(VOCABULARY ** random()) - 1));
  if (index % CHINESE_EVERY !== 0) return words.join(' ');
  const start = Math.floor(random() * (CHINESE.length - 12));
  return `${words.slice(0, 40).join(' ')} ${COMMON_CHINESE}${CHINESE.slice(start, start + 12)}。`;
}

/** `sizes`: the messages of each thread. Made in a temporary folder, which `dispose` deletes. */
export async function buildLibrary(sizes: readonly number[]): Promise<BenchLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-bench-'));
  const store = await startStoreWorker({ entry: new URL('../src/main/storage/store-worker.ts', import.meta.url), folder });
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const threadIds: ThreadId[] = [];
  for (const size of sizes) {
    const { id } = await store.threads.create('chat');
    const messages = Array.from({ length: size }, (_, index) => {
      const role = index % 2 === 0 ? ('user' as const) : ('assistant' as const);
      return { role, text: textOf(index, random) };
    });
    await store.messages.addFinished(id, null, messages);
    threadIds.push(id);
  }
  const dispose = async (): Promise<void> => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, threadIds, dispose };
}

/** The first runs warm the caches and are not counted. */
export async function time(repetitions: number, work: (index: number) => Promise<unknown>): Promise<Timing> {
  const warmUps = 10;
  const durations: number[] = [];
  for (let index = -warmUps; index < repetitions; index += 1) {
    const start = performance.now();
    await work(index + warmUps);
    if (index >= 0) durations.push(performance.now() - start);
  }
  durations.sort((a, b) => a - b);
  const quantile = (share: number): number => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0;
  return { p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
}
