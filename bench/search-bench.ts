/** Search as it is typed, over a big library and one of half its size; through the store's worker, as the application does. */
import { buildLibrary, COMMON_CHINESE, COMMONEST_WORD, time, type BenchLibrary, type Timing } from './library.ts';

export interface SearchBenchOptions {
  readonly messages?: number;
  readonly repetitions?: number;
  readonly log?: (line: string) => void;
}

export interface SearchBenchResult {
  readonly messages: number;
  /** By kind of query. */
  readonly queries: Readonly<Record<string, Timing>>;
  /** The worst of them. */
  readonly worstP95Ms: number;
  /** Median time over the median time with half the messages: about 1 when size does not matter, 2 when it is linear. */
  readonly slope: Readonly<Record<string, number>>;
}

const LIMIT = 30;
const MESSAGES_PER_THREAD = 200;

const QUERIES: Readonly<Record<string, string>> = {
  'commonest word': COMMONEST_WORD,
  'one letter': 'k',
  'two letters': 'ka',
  'common word': 'lo',
  'common longer word': 'loka',
  'beginning of a word': 'lokam',
  'rare word': 'mitorven',
  'two words': `${COMMONEST_WORD} lokami`,
  'two characters of Chinese, common': COMMON_CHINESE,
  'two characters of Chinese': '北京',
  'one character of Chinese': '天',
  'four characters of Chinese': '机器学习',
  'nothing found': 'zzzzqq',
};

async function measure({ store }: BenchLibrary, repetitions: number): Promise<Record<string, Timing>> {
  const timings: Record<string, Timing> = {};
  for (const [name, query] of Object.entries(QUERIES)) timings[name] = await time(repetitions, () => store.search.query(query, LIMIT));
  return timings;
}

async function measureSize(messages: number, repetitions: number): Promise<Record<string, Timing>> {
  const library = await buildLibrary(Array.from({ length: Math.ceil(messages / MESSAGES_PER_THREAD) }, () => MESSAGES_PER_THREAD));
  try {
    return await measure(library, repetitions);
  } finally {
    await library.dispose();
  }
}

export async function runSearchBench({ messages = 100_000, repetitions = 100, log }: SearchBenchOptions = {}): Promise<SearchBenchResult> {
  log?.(`search: building libraries of ${messages / 2} and ${messages} messages`);
  const half = await measureSize(messages / 2, repetitions);
  const queries = await measureSize(messages, repetitions);
  const slope = Object.fromEntries(
    Object.entries(queries).map(([name, { p50Ms }]) => [name, p50Ms / Math.max(half[name]?.p50Ms ?? p50Ms, Number.EPSILON)]),
  );
  for (const [name, { p50Ms, p95Ms }] of Object.entries(queries)) {
    log?.(`search, ${name}: p50 ${p50Ms.toFixed(2)} ms, p95 ${p95Ms.toFixed(2)} ms, ×${slope[name]?.toFixed(2)} of half the library`);
  }
  return { messages, queries, worstP95Ms: Math.max(...Object.values(queries).map(({ p95Ms }) => p95Ms)), slope };
}
