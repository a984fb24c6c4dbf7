/** Messages that wait in a thread. Their order is a position each, given anew to all of a thread when one is moved: they are few. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { attachmentTextsSchema } from '#shared/models/attachment.ts';
import { queuedIdSchema, type QueuedId, type ThreadId } from '#shared/models/ids.ts';
import { MOST_QUEUED, type QueuedMessage, type WaitingMessage } from '#shared/models/queue.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { NewQueued, QueueStore } from './store.ts';
import type { QueuedMessageTable } from './tables.ts';
import { getThreadRow, toThread, type ThreadRow } from './thread-rows.ts';

type QueuedRow = Omit<QueuedMessageTable, 'key'>;

const toQueued = (row: QueuedRow): QueuedMessage => ({
  id: row.id,
  threadId: row.thread_id,
  text: row.text,
  candidates: row.candidates,
  attachments: attachmentTextsSchema.parse(JSON.parse(row.attachments)),
});

/** Without the texts of the files, which may be megabytes. */
const WAITING = sql`id, thread_id, text, candidates,
  (SELECT json_group_array(json_extract(file.value, '$.name')) FROM json_each(attachments) file) AS files`;
type WaitingRow = Omit<QueuedRow, 'attachments'> & {
  /** JSON array of names. */
  readonly files: string;
};
const namesSchema = z.array(z.string());

const toWaiting = ({ id, thread_id: threadId, text, candidates, files }: WaitingRow): WaitingMessage => ({
  id,
  threadId,
  text,
  candidates,
  files: namesSchema.parse(JSON.parse(files)),
});

/** Inside the transaction that stores it as a turn, so that no end of the app can lose or double it. @throws AppError MESSAGE_NOT_FOUND */
export function takeQueued(connection: Connection, threadId: ThreadId, queuedId: QueuedId): void {
  const taken = queries.deleteFrom('queued_messages').where('id', '=', queuedId).where('thread_id', '=', threadId);
  if (connection.run(taken.compile()) !== 1) throw new AppError('MESSAGE_NOT_FOUND');
}

export class QueueRepository implements QueueStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async list(threadId: ThreadId): Promise<WaitingMessage[]> {
    const rows = sql<WaitingRow>`SELECT ${WAITING} FROM queued_messages WHERE thread_id = ${threadId} ORDER BY position`;
    return this.#connection.all(rows.compile(queries)).map(toWaiting);
  }

  async findFirst(threadId: ThreadId): Promise<QueuedMessage | undefined> {
    const first = queries.selectFrom('queued_messages').selectAll().where('thread_id', '=', threadId).orderBy('position').limit(1);
    const row = this.#connection.find(first.compile());
    return row && toQueued(row);
  }

  async listThreads(): Promise<{ thread: Thread; count: number }[]> {
    const rows = this.#connection.all(
      sql<ThreadRow & { queued: number }>`
        SELECT t.*, q.queued FROM (SELECT thread_id, count(*) AS queued, min(key) AS first FROM queued_messages GROUP BY thread_id) q
        CROSS JOIN threads t ON t.id = q.thread_id WHERE t.removed_at IS NULL ORDER BY q.first`.compile(queries),
    );
    return rows.map((row) => ({ thread: toThread(row), count: row.queued }));
  }

  async add({ threadId, beforeId, text, candidates, attachments }: NewQueued): Promise<WaitingMessage> {
    return this.#connection.transaction(() => {
      getThreadRow(this.#connection, threadId);
      const ids = this.#listIds(threadId);
      if (ids.length >= MOST_QUEUED) throw new AppError('QUEUE_FULL');
      const id = queuedIdSchema.parse(randomUUID());
      this.#connection.run(
        queries
          .insertInto('queued_messages')
          .values({
            id,
            thread_id: threadId,
            position: ids.length,
            candidates,
            created_at: this.#now(),
            attachments: JSON.stringify(attachments),
            text,
          })
          .compile(),
      );
      this.#place(ids, id, beforeId);
      return this.#getWaiting(id);
    });
  }

  async edit({ queuedId, text }: { queuedId: QueuedId; text: string }): Promise<WaitingMessage> {
    return this.#connection.transaction(() => {
      this.#connection.run(queries.updateTable('queued_messages').set({ text }).where('id', '=', queuedId).compile());
      return this.#getWaiting(queuedId);
    });
  }

  async remove(queuedId: QueuedId): Promise<QueuedMessage> {
    return this.#connection.transaction(() => {
      const queued = this.#get(queuedId);
      takeQueued(this.#connection, queued.threadId, queuedId);
      return queued;
    });
  }

  async move({ queuedId, beforeId }: { queuedId: QueuedId; beforeId: QueuedId | null }): Promise<WaitingMessage> {
    return this.#connection.transaction(() => {
      const queued = this.#getWaiting(queuedId);
      this.#place(this.#listIds(queued.threadId), queuedId, beforeId);
      return queued;
    });
  }

  #get(queuedId: QueuedId): QueuedMessage {
    const row = this.#connection.find(queries.selectFrom('queued_messages').selectAll().where('id', '=', queuedId).compile());
    if (!row) throw new AppError('MESSAGE_NOT_FOUND');
    return toQueued(row);
  }

  #getWaiting(queuedId: QueuedId): WaitingMessage {
    const row = this.#connection.find(sql<WaitingRow>`SELECT ${WAITING} FROM queued_messages WHERE id = ${queuedId}`.compile(queries));
    if (!row) throw new AppError('MESSAGE_NOT_FOUND');
    return toWaiting(row);
  }

  #listIds(threadId: ThreadId): QueuedId[] {
    const rows = queries.selectFrom('queued_messages').select('id').where('thread_id', '=', threadId).orderBy('position');
    return this.#connection.all(rows.compile()).map(({ id }) => id);
  }

  /** Behind all when `beforeId` is null or was sent meanwhile. */
  #place(ids: readonly QueuedId[], queuedId: QueuedId, beforeId: QueuedId | null): void {
    const others = ids.filter((id) => id !== queuedId);
    const at = others.findIndex((id) => id === beforeId);
    for (const [position, id] of others.toSpliced(at === -1 ? others.length : at, 0, queuedId).entries()) {
      this.#connection.run(queries.updateTable('queued_messages').set({ position }).where('id', '=', id).compile());
    }
  }
}
