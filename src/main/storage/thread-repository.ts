/** Threads: their list order, names, removal and return. Order comes from a counter, never from a clock. */
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import { threadIdSchema, type AssistantId, type ThreadId } from '#shared/models/ids.ts';
import { changeParameters } from '#shared/models/parameters.ts';
import type { ParameterChange } from '#shared/models/parameters.ts';
import type { Thread, ThreadKind, UnseenThread } from '#shared/models/thread.ts';
import type { Connection } from './connection.ts';
import { deleteErasedThreads, ERASED_AT } from './erase-thread.ts';
import { queries } from './queries.ts';
import { reindexTitle } from './search/search-index.ts';
import type { ThreadPage, ThreadStore } from './store.ts';
import { getThreadRow, nextActivity, toThread, UNSEEN_THREADS } from './thread-rows.ts';

export class ThreadRepository implements ThreadStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  /** Pinned first, then newest activity; the archive by activity alone. */
  async list({ limit, offset, folderId, isArchived = false, kind }: ThreadPage): Promise<{ threads: Thread[]; total: number }> {
    const live = queries
      .selectFrom('threads')
      .where('removed_at', 'is', null)
      .where('archived_at', isArchived ? 'is not' : 'is', null)
      .$if(folderId !== undefined, (all) => (folderId ? all.where('folder_id', '=', folderId) : all.where('folder_id', 'is', null)))
      .$if(kind !== undefined, (all) => all.where('kind', '=', kind ?? 'chat'));
    const all = isArchived ? live.selectAll() : live.selectAll().orderBy('is_pinned', 'desc');
    const page = all.orderBy('activity', 'desc').limit(limit).offset(offset);
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

  async changeParameters(threadId: ThreadId, change: ParameterChange): Promise<Thread> {
    return this.#connection.transaction(() => {
      const { parameters } = toThread(getThreadRow(this.#connection, threadId));
      return this.#update(threadId, { parameters: JSON.stringify(changeParameters(parameters, change)) });
    });
  }

  async setAssistant(threadId: ThreadId, assistantId: AssistantId | null): Promise<Thread> {
    return this.#connection.transaction(() => this.#update(threadId, { assistant_id: assistantId }));
  }

  async findSelection(threadId: ThreadId): Promise<string> {
    const selected = queries.selectFrom('thread_selections').select('text').where('thread_id', '=', threadId);
    return this.#connection.find(selected.compile())?.text ?? '';
  }

  async setSelection(threadId: ThreadId, text: string): Promise<void> {
    this.#connection.transaction(() => {
      getThreadRow(this.#connection, threadId);
      const save = queries.insertInto('thread_selections').values({ thread_id: threadId, text });
      this.#connection.run(save.onConflict((conflict) => conflict.column('thread_id').doUpdateSet({ text })).compile());
    });
  }

  async setUnseen(threadId: ThreadId, hasUnseen: boolean): Promise<boolean> {
    const has_unseen = hasUnseen ? 1 : 0;
    const change = queries.updateTable('threads').set({ has_unseen }).where('id', '=', threadId).where('has_unseen', '<>', has_unseen);
    return this.#connection.transaction(() => this.#connection.run(change.compile()) > 0);
  }

  async listUnseen(): Promise<UnseenThread[]> {
    return this.#connection.all(UNSEEN_THREADS);
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
      this.#connection.run(
        queries.updateTable('threads').set({ removed_at: null }).where('id', '=', threadId).where('removed_at', '<>', ERASED_AT).compile(),
      );
      return toThread(getThreadRow(this.#connection, threadId));
    });
  }

  async purgeRemovedBefore(epochMs: number): Promise<number> {
    const doomed = queries.updateTable('threads').set({ removed_at: ERASED_AT }).where('removed_at', '<', epochMs).compile();
    this.#connection.transaction(() => this.#connection.run(doomed));
    const gone = await deleteErasedThreads(this.#connection);
    // A folder goes after the chats that were in it.
    const folders = queries.deleteFrom('folders').where('removed_at', '<', epochMs).compile();
    if (!this.#connection.isEnding) this.#connection.transaction(() => this.#connection.run(folders));
    return gone;
  }

  #update(
    threadId: ThreadId,
    values: Partial<Record<'title' | 'parameters', string>> &
      Partial<Record<'is_pinned', number>> & { title_source?: Thread['titleSource']; assistant_id?: AssistantId | null },
  ): Thread {
    this.#connection.run(queries.updateTable('threads').set(values).where('id', '=', threadId).where('removed_at', 'is', null).compile());
    return toThread(getThreadRow(this.#connection, threadId));
  }

  #isRemoved(threadId: ThreadId): boolean {
    const row = this.#connection.find(queries.selectFrom('threads').select('removed_at').where('id', '=', threadId).compile());
    if (!row) throw new AppError('THREAD_NOT_FOUND');
    return row.removed_at !== null;
  }
}
