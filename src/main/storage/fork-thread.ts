/** A new thread that begins as a copy of one path: the messages down to one of them, what wrote them, and the thread's own ways. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import { generationIdSchema, messageIdSchema, threadIdSchema, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { copyAttachments } from './attachment-rows.ts';
import type { Connection } from './connection.ts';
import { getMessage, isRemoved } from './message-rows.ts';
import { queries } from './queries.ts';
import { indexMessage, reindexTitle } from './search/search-index.ts';
import type { GenerationTable } from './tables.ts';
import { getThreadRow, nextActivity, toThread } from './thread-rows.ts';

export interface ForkOptions {
  /** The last message of the copy. */
  readonly messageId: MessageId;
  /** null: the title of the thread it comes from. */
  readonly title: string | null;
  readonly now: () => number;
}

/** Inside a transaction. @throws AppError MESSAGE_NOT_FOUND, THREAD_NOT_FOUND, THREAD_BUSY for a message being written */
export function forkThread(connection: Connection, { messageId, title, now }: ForkOptions): Thread {
  const message = getMessage(connection, messageId);
  if (message.state === 'streaming') throw new AppError('THREAD_BUSY');
  const threadId = copyThread(connection, message.threadId, title, now());
  let parentId: MessageId | null = null;
  for (const [index, id] of listPathIds(connection, messageId).entries()) {
    parentId = copyMessage(connection, { id, threadId, parentId, ordinal: index + 1 });
  }
  connection.run(queries.updateTable('threads').set({ active_leaf_id: parentId }).where('id', '=', threadId).compile());
  return toThread(getThreadRow(connection, threadId));
}

function copyThread(connection: Connection, fromId: ThreadId, wanted: string | null, at: number): ThreadId {
  const source = getThreadRow(connection, fromId);
  const id = threadIdSchema.parse(randomUUID());
  const title = source.title === '' ? '' : (wanted ?? source.title);
  connection.run(
    queries
      .insertInto('threads')
      .values({
        id,
        kind: source.kind,
        title,
        title_source: source.title_source,
        is_pinned: 0,
        active_leaf_id: null,
        parameters: source.parameters,
        created_at: at,
        updated_at: at,
        activity: nextActivity(connection),
        removed_at: null,
        folder_id: source.folder_id,
        assistant_id: source.assistant_id,
        archived_at: null,
      })
      .compile(),
  );
  connection.run(sql`INSERT INTO thread_selections SELECT ${id}, text FROM thread_selections WHERE thread_id = ${fromId}`.compile(queries));
  const { key } = getThreadRow(connection, id);
  reindexTitle(connection, key, '', title);
  return id;
}

/** The path down to a message, oldest first, without what was removed. */
function listPathIds(connection: Connection, messageId: MessageId): MessageId[] {
  const rows = connection.all(
    sql<{ id: MessageId }>`
      WITH RECURSIVE path (id, parent_id, depth) AS (
        SELECT id, parent_id, 0 FROM messages WHERE id = ${messageId}
        UNION ALL
        SELECT above.id, above.parent_id, path.depth + 1 FROM path JOIN messages above ON above.id = path.parent_id
      )
      SELECT id FROM path WHERE NOT ${isRemoved(sql.ref('path.id'))} ORDER BY depth DESC`.compile(queries),
  );
  return rows.map(({ id }) => id);
}

interface Copy {
  readonly id: MessageId;
  readonly threadId: ThreadId;
  readonly parentId: MessageId | null;
  readonly ordinal: number;
}

/** Returns the id of the copy. */
function copyMessage(connection: Connection, { id: fromId, threadId, parentId, ordinal }: Copy): MessageId {
  const id = messageIdSchema.parse(randomUUID());
  const generationId = copyGeneration(connection, fromId, id);
  connection.run(
    sql`
      INSERT INTO messages (id, thread_id, parent_id, ordinal, role, state, active_child_id, generation_id, created_at, text)
        SELECT ${id}, ${threadId}, ${parentId}, ${ordinal}, role, state, NULL, ${generationId}, created_at, text
        FROM messages WHERE id = ${fromId}`.compile(queries),
  );
  connection.run(
    sql`INSERT INTO message_marks (message_id, kept_at)
        SELECT ${id}, kept_at FROM message_marks WHERE message_id = ${fromId} AND kept_at IS NOT NULL`.compile(queries),
  );
  copyAttachments(connection, fromId, id);
  if (parentId !== null) connection.run(queries.updateTable('messages').set({ active_child_id: id }).where('id', '=', parentId).compile());
  indexMessage(connection, id);
  return id;
}

function copyGeneration(connection: Connection, fromId: MessageId, messageId: MessageId): GenerationTable['id'] | null {
  const source = connection.find(
    sql<GenerationTable>`SELECT g.* FROM messages m JOIN generations g ON g.id = m.generation_id WHERE m.id = ${fromId}`.compile(queries),
  );
  if (!source) return null;
  const id = generationIdSchema.parse(randomUUID());
  connection.run(
    queries
      .insertInto('generations')
      .values({ ...source, id, message_id: messageId })
      .compile(),
  );
  return id;
}
