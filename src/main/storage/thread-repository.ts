/** Threads: their list order, names, removal and return. Order comes from a counter, never from a clock. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import { threadIdSchema, type ThreadId } from '#shared/models/ids.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { forgetThread, reindexTitle } from './search-index.ts';
import type { ThreadStore } from './store.ts';
import { getThreadRow, nextActivity, toThread, type ThreadRow } from './thread-rows.ts';

export class ThreadRepository implements ThreadStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async list({ limit, offset }: { limit: number; offset: number }): Promise<{ threads: Thread[]; total: number }> {
    const live = queries.selectFrom('threads').where('removed_at', 'is', null);
    const page = live.selectAll().orderBy('is_pinned', 'desc').orderBy('activity', 'desc').limit(limit).offset(offset);
    const count = this.#connection.find(live.select((count) => count.fn.countAll<number>().as('total')).compile());
    return { threads: this.#connection.all(page.compile()).map(toThread), total: count?.total ?? 0 };
  }

  async get(threadId: ThreadId): Promise<Thread> {
    return toThread(getThreadRow(this.#connection, threadId));
  }

  async create(kind: ThreadKind): Promise<Thread> {
    return this.#connection.transaction(() => {
      const id = threadIdSchema.parse(randomUUID());
      const at = this.#now();
      this.#connection.run(
        queries
          .insertInto('threads')
          .values({
            id,
            kind,
            title: '',
            title_source: 'none',
            is_pinned: 0,
            active_leaf_id: null,
            parameters: '{}',
            created_at: at,
            updated_at: at,
            activity: nextActivity(this.#connection),
            removed_at: null,
          })
          .compile(),
      );
      return toThread(getThreadRow(this.#connection, id));
    });
  }

  /** An automatic title never replaces the user's own. */
  async rename(threadId: ThreadId, title: string, source: 'auto' | 'user'): Promise<Thread> {
    return this.#connection.transaction(() => {
      const row = getThreadRow(this.#connection, threadId);
      if (source === 'auto' && row.title_source === 'user') return toThread(row);
      reindexTitle(this.#connection, row.key, row.title, title);
      return this.#update(threadId, { title, title_source: source });
    });
  }

  async setPinned(threadId: ThreadId, isPinned: boolean): Promise<Thread> {
    return this.#connection.transaction(() => this.#update(threadId, { is_pinned: isPinned ? 1 : 0 }));
  }

  async setParameters(threadId: ThreadId, parameters: ParameterOverrides): Promise<Thread> {
    return this.#connection.transaction(() => this.#update(threadId, { parameters: JSON.stringify(parameters) }));
  }

  async remove(threadId: ThreadId): Promise<void> {
    this.#connection.transaction(() => {
      if (this.#isRemoved(threadId)) return;
      this.#connection.run(queries.updateTable('threads').set({ removed_at: this.#now() }).where('id', '=', threadId).compile());
    });
  }

  /** Back at its old place in the list. */
  async restore(threadId: ThreadId): Promise<Thread> {
    return this.#connection.transaction(() => {
      this.#connection.run(queries.updateTable('threads').set({ removed_at: null }).where('id', '=', threadId).compile());
      return toThread(getThreadRow(this.#connection, threadId));
    });
  }

  async purgeRemovedBefore(epochMs: number): Promise<number> {
    const doomed = queries.selectFrom('threads').select(['id', 'key', 'title']).where('removed_at', '<', epochMs).compile();
    const count = this.#connection.transaction(() => {
      const threads = this.#connection.all(doomed);
      for (const thread of threads) this.#purge(thread);
      return threads.length;
    });
    if (count > 0) this.#connection.checkpointSoon();
    return count;
  }

  #update(
    threadId: ThreadId,
    values: Partial<Record<'title' | 'parameters', string>> &
      Partial<Record<'is_pinned', number>> & { title_source?: Thread['titleSource'] },
  ): Thread {
    this.#connection.run(queries.updateTable('threads').set(values).where('id', '=', threadId).where('removed_at', 'is', null).compile());
    return toThread(getThreadRow(this.#connection, threadId));
  }

  #isRemoved(threadId: ThreadId): boolean {
    const row = this.#connection.find(queries.selectFrom('threads').select('removed_at').where('id', '=', threadId).compile());
    if (!row) throw new AppError('THREAD_NOT_FOUND');
    return row.removed_at !== null;
  }

  #purge(thread: Pick<ThreadRow, 'id' | 'key' | 'title'>): void {
    const { id: threadId } = thread;
    const inThread = queries.selectFrom('messages').select('id').where('thread_id', '=', threadId);
    forgetThread(this.#connection, thread);
    // Draft keys name their thread; which prefix they use is not storage's business.
    this.#connection.run(sql`DELETE FROM drafts WHERE instr(key, ${threadId}) > 0`.compile(queries));
    this.#connection.run(queries.deleteFrom('generations').where('message_id', 'in', inThread).compile());
    this.#connection.run(queries.deleteFrom('messages').where('thread_id', '=', threadId).compile());
    this.#connection.run(queries.deleteFrom('threads').where('id', '=', threadId).compile());
  }
}
