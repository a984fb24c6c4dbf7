/** Builds the libraries that the store's benchmarks read, from words drawn like a language's. The schema is the store's own. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startStoreWorker } from '#main/storage/store-client.ts';
import { openStore } from '#main/storage/open-store.ts';
import { toSearchText } from '#main/storage/search/search-text.ts';
import type { Store } from '#main/storage/store.ts';
import { threadIdSchema } from '#shared/models/ids.ts';
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

export interface LibraryOptions {
  /** Threads that are written in turn, so that the messages of one do not all lie side by side. */
  readonly sideBySide?: number;
  /** Runs on the finished file, in the transaction that wrote it: marks, folders, deletions. */
  readonly finish?: (database: Database.Database) => void;
}

/** Occurs in nearly every message. */
export const COMMONEST_WORD = 'the';
export const COMMON_CHINESE = '我们';
/** The first message's time, and how much later each other one is: a million take three years. */
export const FIRST_AT = Date.UTC(2023, 0, 1);
export const APART_MS = 94_608;
const CHINESE = '我们今天在北京讨论机器学习的模型可以帮助写作翻译和回答问题天气很好中国文化历史';
const WORDS_PER_MESSAGE = 75;
const VOCABULARY = 20_000;
const CHINESE_EVERY = 4;
const SYLLABLES = ['ka', 'lo', 'mi', 'tor', 'ven', 'sha', 'pe', 'ri', 'dun', 'gal'];

const wordOf = (rank: number): string =>
  rank === 0 ? COMMONEST_WORD : [...String(rank)].map((digit) => SYLLABLES[Number(digit)] ?? '').join('');
const WORDS = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank));

/** Word ranks fall off as in a real text: the commonest is in nearly all messages, most are rare. */
function textOf(index: number, random: () => number): string {
  const words = Array.from({ length: WORDS_PER_MESSAGE }, () => WORDS[Math.floor(VOCABULARY ** random()) - 1]);
  if (index % CHINESE_EVERY !== 0) return words.join(' ');
  const start = Math.floor(random() * (CHINESE.length - 12));
  return `${words.slice(0, 40).join(' ')} ${COMMON_CHINESE}${CHINESE.slice(start, start + 12)}。`;
}

interface GrowingThread {
  readonly size: number;
  readonly threadKey: number;
  readonly id: ThreadId;
  last: string | null;
  next: string;
}

function seededRandom(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

/** Straight into the tables, in one transaction: through the store a million messages would take half an hour. */
function fill(database: Database.Database, sizes: readonly number[], sideBySide: number): ThreadId[] {
  const random = seededRandom();
  const addThread = database.prepare(
    `INSERT INTO threads (key, id, kind, title, title_source, is_pinned, active_leaf_id, parameters, created_at, updated_at, activity)
     VALUES (?, ?, 'chat', ?, 'user', 0, ?, '{}', ?, ?, ?)`,
  );
  const addMessage = database.prepare(
    `INSERT INTO messages (key, id, thread_id, parent_id, ordinal, role, state, active_child_id, created_at, text)
     VALUES (?, ?, ?, ?, ?, ?, 'done', ?, ?, ?)`,
  );
  const index = database.prepare('INSERT INTO message_search (rowid, text) VALUES (?, ?)');
  const indexTitle = database.prepare('INSERT INTO title_search (rowid, text) VALUES (?, ?)');
  const threadIds: ThreadId[] = [];
  let key = 0;
  for (let from = 0; from < sizes.length; from += sideBySide) {
    const group = sizes.slice(from, from + sideBySide).map((size, at): GrowingThread => ({
      size,
      threadKey: from + at + 1,
      id: threadIdSchema.parse(randomUUID()),
      last: null,
      next: randomUUID(),
    }));
    for (let turn = 0; turn < Math.max(...group.map(({ size }) => size)); turn += 1) {
      for (const thread of group.filter(({ size }) => turn < size)) {
        key += 1;
        const text = textOf(turn, random);
        const id = thread.next;
        thread.next = randomUUID();
        const child = turn + 1 < thread.size ? thread.next : null;
        addMessage.run(
          key,
          id,
          thread.id,
          thread.last,
          turn + 1,
          turn % 2 === 0 ? 'user' : 'assistant',
          child,
          FIRST_AT + key * APART_MS,
          text,
        );
        index.run(key, toSearchText(text));
        thread.last = id;
      }
    }
    for (const { id, threadKey, last } of group) {
      const title = `Thread ${threadKey} about ${WORDS[threadKey % VOCABULARY] ?? ''}`;
      const at = FIRST_AT + key * APART_MS;
      addThread.run(threadKey, id, title, last, at, at, threadKey);
      indexTitle.run(threadKey, toSearchText(title));
      threadIds.push(id);
    }
  }
  return threadIds;
}

/** `sizes`: the messages of each thread. Made in a temporary folder, which `dispose` deletes. */
export async function buildLibrary(
  sizes: readonly number[],
  { sideBySide = 1, finish = () => undefined }: LibraryOptions = {},
): Promise<BenchLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-bench-'));
  await (await openStore({ folder })).close();
  const database = new Database(join(folder, 'inkstone.db'));
  database.pragma('foreign_keys = ON');
  const threadIds = database.transaction(() => {
    const ids = fill(database, sizes, sideBySide);
    finish(database);
    return ids;
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  const store = await startStoreWorker({ entry: new URL('../src/main/storage/store-worker.ts', import.meta.url), folder });
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
