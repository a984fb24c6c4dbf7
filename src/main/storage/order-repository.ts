/**
 * Where chats stand: folder, archive, pin, and their removal, each for many at once in one commit; and the stars on messages.
 * Chats that are gone meanwhile are passed over, so that one of them does not keep the others from moving.
 */
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { SearchHit } from '#shared/models/search.ts';
import type { FolderId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Connection } from './connection.ts';
import { requireFolder } from './folder-repository.ts';
import { getMessage } from './message-rows.ts';
import { ERASED_AT } from './erase-thread.ts';
import { queries } from './queries.ts';
import { cutExcerpt } from './search/search-excerpt.ts';
import type { OrderStore } from './store.ts';
import type { MessageTable, ThreadTable } from './tables.ts';
import { toThread, type ThreadRow } from './thread-rows.ts';

type StarredRow = ThreadRow & {
  readonly message_id: MessageTable['id'];
  readonly message_role: MessageTable['role'];
  readonly message_created_at: number;
  readonly message_text: string;
};

export class OrderRepository implements OrderStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async setFolder(threadIds: readonly ThreadId[], folderId: FolderId | null): Promise<void> {
    this.#connection.transaction(() => {
      if (folderId !== null) requireFolder(this.#connection, folderId);
      this.#change(threadIds, { folder_id: folderId });
    });
  }

  async setArchived(threadIds: readonly ThreadId[], isArchived: boolean): Promise<void> {
    this.#connection.transaction(() => this.#change(threadIds, { archived_at: isArchived ? this.#now() : null }));
  }

  async setPinned(threadIds: readonly ThreadId[], isPinned: boolean): Promise<void> {
    this.#connection.transaction(() => this.#change(threadIds, { is_pinned: isPinned ? 1 : 0 }));
  }

  async remove(threadIds: readonly ThreadId[]): Promise<void> {
    this.#connection.transaction(() => this.#change(threadIds, { removed_at: this.#now() }));
  }

  async restore(threadIds: readonly ThreadId[]): Promise<void> {
    this.#connection.transaction(() => {
      for (const id of threadIds) {
        this.#connection.run(
          queries.updateTable('threads').set({ removed_at: null }).where('id', '=', id).where('removed_at', '<>', ERASED_AT).compile(),
        );
      }
    });
  }

  async setStarred(messageId: MessageId, isStarred: boolean): Promise<Message> {
    return this.#connection.transaction(() => {
      getMessage(this.#connection, messageId);
      const starred_at = isStarred ? this.#now() : null;
      const mark = { message_id: messageId, starred_at, kept_at: null, removed_at: null, removal_id: null };
      const save = queries
        .insertInto('message_marks')
        .values(mark)
        .onConflict((conflict) => conflict.column('message_id').doUpdateSet({ starred_at }));
      this.#connection.run(save.compile());
      return getMessage(this.#connection, messageId);
    });
  }

  /** Newest star first. */
  async listStarred({ limit, offset }: { limit: number; offset: number }): Promise<SearchHit[]> {
    const rows = this.#connection.all(
      sql<StarredRow>`
        SELECT t.*, m.id AS message_id, m.role AS message_role, m.created_at AS message_created_at, m.text AS message_text
        FROM message_marks mark CROSS JOIN messages m ON m.id = mark.message_id CROSS JOIN threads t ON t.id = m.thread_id
        WHERE mark.starred_at IS NOT NULL AND mark.removed_at IS NULL AND t.removed_at IS NULL
        ORDER BY mark.starred_at DESC, m.key DESC LIMIT ${limit} OFFSET ${offset}`.compile(queries),
    );
    return rows.map((row) => ({
      thread: toThread(row),
      messageId: row.message_id,
      role: row.message_role,
      createdAt: row.message_created_at,
      ...cutExcerpt(row.message_text, []),
    }));
  }

  #change(
    threadIds: readonly ThreadId[],
    values: Partial<Pick<ThreadTable, 'folder_id' | 'archived_at' | 'is_pinned' | 'removed_at'>>,
  ): void {
    let changed = 0;
    for (const id of threadIds) {
      const update = queries.updateTable('threads').set(values).where('id', '=', id).where('removed_at', 'is', null);
      changed += this.#connection.run(update.compile());
    }
    if (changed === 0 && threadIds.length > 0) throw new AppError('THREAD_NOT_FOUND');
  }
}
