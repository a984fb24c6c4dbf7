/**
 * Search as it is typed, over a big library and one of half its size; through the store's worker, as the application does. Every kind of
 * query, and the slowest of them under every filter. `INKSTONE_BENCH_MESSAGES=1000000` for the size that search promises to bear.
 */
import type Database from 'better-sqlite3';
import process from 'node:process';
import type { SearchFilters } from '#shared/models/search.ts';
import { assistantIdSchema, folderIdSchema } from '#shared/models/ids.ts';
import { APART_MS, buildLibrary, COMMON_CHINESE, COMMONEST_WORD, FIRST_AT, time, type BenchLibrary, type Timing } from './library.ts';

export interface SearchBenchOptions {
  readonly messages?: number;
  readonly repetitions?: number;
  readonly log?: (line: string) => void;
}

export interface SearchBenchResult {
  readonly messages: number;
  /** By kind of query. */
  readonly queries: Readonly<Record<string, Timing>>;
  /** By filter and kind of query. */
  readonly filtered: Readonly<Record<string, Timing>>;
  /** The worst of all. */
  readonly worstP95Ms: number;
  /** Median time over the median time with half the messages: about 1 when size does not matter, 2 when it is linear. */
  readonly slope: Readonly<Record<string, number>>;
}

const LIMIT = 30;
const MESSAGES_PER_THREAD = 200;
const SIDE_BY_SIDE = 8;
const DAY_MS = 86_400_000;
const SMALL_FOLDER = '00000000-0000-4000-8000-000000000001';
const BIG_FOLDER = '00000000-0000-4000-8000-000000000002';

const QUERIES: Readonly<Record<string, string>> = {
  'commonest word': COMMONEST_WORD,
  'one letter': 'l',
  'two letters': 'lo',
  'common word': 'loka',
  'beginning of a word': 'lokam',
  'beginning of most words': 'tork',
  'rare word': 'mitorven',
  'two words': `${COMMONEST_WORD} lokami`,
  'two characters of Chinese, common': COMMON_CHINESE,
  'two characters of Chinese': '北京',
  'one character of Chinese': '天',
  'four characters of Chinese': '机器学习',
  'word and Chinese': `${COMMONEST_WORD} ${COMMON_CHINESE}`,
  'in every title': 'thread',
  'nothing found': 'zzzzqq',
};
const FILTERED = ['commonest word', 'beginning of a word', 'beginning of most words', 'rare word', 'two characters of Chinese'];

const filtersOf = (messages: number, { threadIds }: BenchLibrary): Readonly<Record<string, SearchFilters>> => {
  const end = FIRST_AT + messages * APART_MS;
  return {
    'own messages': { role: 'user' },
    starred: { isStarred: true },
    'one chat': { threadId: threadIds[Math.floor(threadIds.length / 2)] },
    'the last week': { from: end - 7 * DAY_MS },
    'an old day': { from: FIRST_AT + 10 * DAY_MS, to: FIRST_AT + 11 * DAY_MS },
    assistant: { assistantId: assistantIdSchema.parse('tutor') },
    'small folder': { folderId: folderIdSchema.parse(SMALL_FOLDER) },
    'big folder': { folderId: folderIdSchema.parse(BIG_FOLDER) },
    'starred, old': { isStarred: true, to: FIRST_AT + messages * APART_MS * 0.2 },
  };
};

/** One message in two thousand starred; some chats removed, archived, with an assistant, in a folder. */
const mark = (database: Database.Database): void =>
  void database.exec(`
    INSERT INTO message_marks (message_id, starred_at) SELECT id, created_at FROM messages WHERE key % 2003 = 0;
    UPDATE threads SET assistant_id = 'tutor' WHERE key % 7 = 0;
    UPDATE threads SET removed_at = 1 WHERE key % 31 = 0;
    UPDATE threads SET archived_at = 1 WHERE key % 19 = 0;
    INSERT INTO folders VALUES ('${SMALL_FOLDER}', NULL, 'small', 1, 1, NULL), ('${BIG_FOLDER}', NULL, 'big', 2, 1, NULL);
    UPDATE threads SET folder_id = '${BIG_FOLDER}' WHERE key % 3 = 0;
    UPDATE threads SET folder_id = '${SMALL_FOLDER}' WHERE key % 251 = 0;
  `);

type Timings = Record<string, Timing>;

async function measure(library: BenchLibrary, messages: number, repetitions: number): Promise<{ queries: Timings; filtered: Timings }> {
  const ask = (query = '', filters: SearchFilters = {}): Promise<Timing> =>
    time(repetitions, () => library.store.search.query({ ...filters, query, limit: LIMIT, cursor: null }));
  const queries: Timings = {};
  for (const [name, query] of Object.entries(QUERIES)) queries[name] = await ask(query);
  const filtered: Timings = {};
  for (const [filter, filters] of Object.entries(filtersOf(messages, library))) {
    for (const name of FILTERED) filtered[`${filter}: ${name}`] = await ask(QUERIES[name], filters);
  }
  return { queries, filtered };
}

async function measureSize(messages: number, repetitions: number): Promise<{ queries: Timings; filtered: Timings }> {
  const sizes = Array.from({ length: Math.ceil(messages / MESSAGES_PER_THREAD) }, () => MESSAGES_PER_THREAD);
  const library = await buildLibrary(sizes, { sideBySide: SIDE_BY_SIDE, finish: mark });
  try {
    return await measure(library, messages, repetitions);
  } finally {
    await library.dispose();
  }
}

const show = ({ p50Ms, p95Ms }: Timing): string => `p50 ${p50Ms.toFixed(2)} ms, p95 ${p95Ms.toFixed(2)} ms`;

export async function runSearchBench({
  messages = Number(process.env['INKSTONE_BENCH_MESSAGES'] ?? 100_000),
  repetitions = 100,
  log,
}: SearchBenchOptions = {}): Promise<SearchBenchResult> {
  log?.(`search: building libraries of ${messages / 2} and ${messages} messages`);
  const half = await measureSize(messages / 2, repetitions);
  const { queries, filtered } = await measureSize(messages, repetitions);
  const slope = Object.fromEntries(
    Object.entries(queries).map(([name, { p50Ms }]) => [name, p50Ms / Math.max(half.queries[name]?.p50Ms ?? p50Ms, Number.EPSILON)]),
  );
  for (const [name, timing] of Object.entries(queries))
    log?.(`search, ${name}: ${show(timing)}, ×${slope[name]?.toFixed(2)} of half the library`);
  for (const [name, timing] of Object.entries(filtered)) log?.(`search, ${name}: ${show(timing)}`);
  const all = [...Object.values(queries), ...Object.values(filtered)];
  return { messages, queries, filtered, worstP95Ms: Math.max(...all.map(({ p95Ms }) => p95Ms)), slope };
}
