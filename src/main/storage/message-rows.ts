/** Reading messages and walking their tree. Every walk goes by primary key, so its cost is the rows it returns. */
import { sql } from 'kysely';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { generationStatsSchema } from '#shared/models/generation.ts';
import { messageIdSchema, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { GenerationTable, MessageTable } from './tables.ts';

type MessageRow = Pick<MessageTable, 'id' | 'thread_id' | 'parent_id' | 'role' | 'state' | 'generation_id' | 'created_at' | 'text'> &
  Pick<GenerationTable, 'stats'> & {
    readonly stop_reason: GenerationTable['stop_reason'];
    readonly error_code: GenerationTable['error_code'];
    /** JSON array. */
    readonly version_ids: string;
  };

const COLUMNS = sql`
  m.id, m.thread_id, m.parent_id, m.role, m.state, m.generation_id, m.created_at, g.stop_reason, g.error_code, g.stats,
  (SELECT json_group_array(v.id ORDER BY v.ordinal) FROM messages v
    WHERE v.parent_id IS m.parent_id AND v.thread_id = m.thread_id AND v.role = m.role) AS version_ids,
  m.text`;
const GENERATION = sql`LEFT JOIN generations g ON g.id = m.generation_id`;
const versionIdsSchema = z.array(messageIdSchema);

const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  threadId: row.thread_id,
  parentId: row.parent_id,
  role: row.role,
  text: row.text,
  state: row.state,
  errorCode: row.error_code,
  stopReason: row.stop_reason,
  stats: row.stats === null ? null : generationStatsSchema.parse(JSON.parse(row.stats)),
  generationId: row.generation_id,
  createdAt: row.created_at,
  versionIds: versionIdsSchema.parse(JSON.parse(row.version_ids)),
});

/** @throws AppError MESSAGE_NOT_FOUND */
export function getMessage(connection: Connection, messageId: MessageId): Message {
  const row = connection.find(sql<MessageRow>`SELECT ${COLUMNS} FROM messages m ${GENERATION} WHERE m.id = ${messageId}`.compile(queries));
  if (!row) throw new AppError('MESSAGE_NOT_FOUND');
  return toMessage(row);
}

/** From `messageId` towards the root, `limit` messages at most; returned oldest first. */
export function listUpwards(connection: Connection, messageId: MessageId, limit: number): Message[] {
  const rows = connection.all(
    sql<MessageRow>`
      WITH RECURSIVE path (id, parent_id, depth) AS (
        SELECT id, parent_id, 1 FROM messages WHERE id = ${messageId}
        UNION ALL
        SELECT above.id, above.parent_id, path.depth + 1
          FROM path JOIN messages above ON above.id = path.parent_id WHERE path.depth < ${limit}
      )
      SELECT ${COLUMNS} FROM path CROSS JOIN messages m ON m.id = path.id ${GENERATION} ORDER BY path.depth DESC`.compile(queries),
  );
  return rows.map(toMessage);
}

/** All siblings of the message in the order they were made, itself included. */
export function listSiblings(connection: Connection, messageId: MessageId): Message[] {
  const rows = connection.all(
    sql<MessageRow>`
      SELECT ${COLUMNS} FROM messages self CROSS JOIN messages m
        ON m.parent_id IS self.parent_id AND m.thread_id = self.thread_id AND m.role = self.role ${GENERATION}
      WHERE self.id = ${messageId} ORDER BY m.ordinal`.compile(queries),
  );
  return rows.map(toMessage);
}

/** The leaf that was last looked at below `messageId`, or the message itself. */
export function findActiveLeafBelow(connection: Connection, messageId: MessageId): MessageId {
  const leaf = connection.find(
    sql<{ id: MessageId }>`
      WITH RECURSIVE path (id, next, depth) AS (
        SELECT id, active_child_id, 1 FROM messages WHERE id = ${messageId}
        UNION ALL
        SELECT below.id, below.active_child_id, path.depth + 1 FROM path JOIN messages below ON below.id = path.next
      )
      SELECT id FROM path WHERE next IS NULL`.compile(queries),
  );
  if (!leaf) throw new AppError('MESSAGE_NOT_FOUND');
  return leaf.id;
}

/** Makes every message above `leafId` remember the branch that leads to it. */
export function rememberPathTo(connection: Connection, leafId: MessageId): void {
  connection.run(
    sql`
      WITH RECURSIVE path (id, parent_id) AS (
        SELECT id, parent_id FROM messages WHERE id = ${leafId}
        UNION ALL
        SELECT above.id, above.parent_id FROM path JOIN messages above ON above.id = path.parent_id
      )
      UPDATE messages SET active_child_id = path.id FROM path
        WHERE messages.id = path.parent_id AND messages.active_child_id IS NOT path.id`.compile(queries),
  );
}

/** What an export knows of a message beyond what the application sees. */
export interface ExportedMessage {
  readonly ordinal: number;
  readonly message: Message;
  readonly activeChildId: MessageId | null;
  readonly parameters: unknown;
}

/** All branches of a thread in the order they were written, from behind ordinal `after`. */
export function listByOrdinal(connection: Connection, threadId: ThreadId, after: number, limit: number): ExportedMessage[] {
  const rows = connection.all(
    sql<MessageRow & { ordinal: number; active_child_id: MessageId | null; parameters: string | null }>`
      SELECT ${COLUMNS}, m.ordinal, m.active_child_id, g.parameters FROM messages m ${GENERATION}
      WHERE m.thread_id = ${threadId} AND m.ordinal > ${after} ORDER BY m.ordinal LIMIT ${limit}`.compile(queries),
  );
  return rows.map((row) => {
    const parameters: unknown = row.parameters === null ? null : JSON.parse(row.parameters);
    return { ordinal: row.ordinal, message: toMessage(row), activeChildId: row.active_child_id, parameters };
  });
}
