/** What was deleted and can still be had back: the list of it, and its end before its time. */
import { sql } from 'kysely';
import type { RemovedItem } from '#shared/models/removed.ts';
import { removedItemSchema } from '#shared/models/removed.ts';
import type { Connection } from './connection.ts';
import { deleteErasedThreads, ERASED_AT } from './erase-thread.ts';
import { purgeRemovedMessages } from './purge-messages.ts';
import { queries } from './queries.ts';
import type { Erasable, RemovedStore } from './store.ts';

const EXCERPT_LENGTH = 120;

/** Neither erased nor still hidden because their import is not finished. */
const REMOVED_THREADS = sql<boolean>`removed_at > ${sql.lit(ERASED_AT)} AND id NOT IN (
  SELECT item_id FROM import_items WHERE kind = 'thread' AND import_id IN (SELECT id FROM imports WHERE finished_at IS NULL))`;

/** Messages of a thread that was removed itself come back with it. */
const ITEMS = sql`
  SELECT 'thread' AS type, id AS threadId, NULL AS removalId, kind, title, removed_at AS removedAt, key FROM threads WHERE ${REMOVED_THREADS}
  UNION ALL
  SELECT 'messages', t.id, r.id, t.kind, t.title, r.removed_at, 0 FROM removals r JOIN threads t ON t.id = r.thread_id
  WHERE r.removed_at > ${sql.lit(ERASED_AT)} AND t.removed_at IS NULL
    AND EXISTS (SELECT 1 FROM message_marks mark WHERE mark.removal_id = r.id)`;

export class RemovedRepository implements RemovedStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list({ limit, offset }: { limit: number; offset: number }): Promise<{ items: RemovedItem[]; total: number }> {
    const rows = this.#connection.all(
      sql`
        SELECT item.*,
          (SELECT count(*) FROM message_marks mark WHERE mark.removal_id = item.removalId) AS count,
          (SELECT substr(m.text, 1, ${EXCERPT_LENGTH}) FROM message_marks mark JOIN messages m ON m.id = mark.message_id
            WHERE mark.removal_id = item.removalId ORDER BY m.ordinal LIMIT 1) AS excerpt
        FROM (${ITEMS}) item ORDER BY removedAt DESC, key DESC LIMIT ${limit} OFFSET ${offset}`.compile(queries),
    );
    const counted = this.#connection.find(sql<{ total: number }>`SELECT count(*) AS total FROM (${ITEMS})`.compile(queries));
    return { items: rows.map((row) => removedItemSchema.parse(row)), total: counted?.total ?? 0 };
  }

  async erase(which: Erasable | null): Promise<void> {
    const removed_at = ERASED_AT;
    const threads = queries.updateTable('threads').set({ removed_at }).where(REMOVED_THREADS);
    const removals = queries.updateTable('removals').set({ removed_at });
    const marks = queries.updateTable('message_marks').set({ removed_at }).where('removal_id', 'is not', null);
    this.#connection.transaction(() => {
      this.#connection.run((which === null ? threads : threads.where('id', 'in', which.threadIds)).compile());
      this.#connection.run((which === null ? marks : marks.where('removal_id', 'in', which.removalIds)).compile());
      this.#connection.run((which === null ? removals : removals.where('id', 'in', which.removalIds)).compile());
    });
  }

  async deleteErased(): Promise<void> {
    await deleteErasedThreads(this.#connection);
    for (let isMore = true; isMore && !this.#connection.isEnding;) {
      isMore = (await purgeRemovedMessages(this.#connection, ERASED_AT + 1)) > 0;
    }
    this.#connection.checkpointSoon();
  }
}
