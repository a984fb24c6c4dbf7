/** Reading messages and walking their tree. Every walk goes by primary key, so its cost is the rows it returns. */
import { sql } from 'kysely';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { attachmentSchema } from '#shared/models/attachment.ts';
import { generationStatsSchema } from '#shared/models/generation.ts';
import { messageIdSchema, type MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { GenerationTable, MessageMarkTable, MessageTable } from './tables.ts';

type MessageRow = Pick<MessageTable, 'id' | 'thread_id' | 'parent_id' | 'role' | 'state' | 'generation_id' | 'created_at' | 'text'> &
  Pick<GenerationTable, 'stats'> &
  Pick<MessageMarkTable, 'starred_at' | 'kept_at'> & {
    readonly stop_reason: GenerationTable['stop_reason'];
    readonly error_code: GenerationTable['error_code'];
    /** JSON array. */
    readonly version_ids: string;
    /** JSON array; null for none. */
    readonly attachments: string | null;
  };

/** SQL: whether the message of this id is removed. */
export const isRemoved = (id: ReturnType<typeof sql.ref>) =>
  sql<number>`EXISTS (SELECT 1 FROM message_marks gone WHERE gone.message_id = ${id} AND gone.removed_at IS NOT NULL)`;

const COLUMNS = sql`
  m.id, m.thread_id, m.parent_id, m.role, m.state, m.generation_id, m.created_at, g.stop_reason, g.error_code, g.stats,
  mark.starred_at, mark.kept_at,
  (SELECT json_group_array(v.id ORDER BY v.ordinal) FROM messages v
    WHERE v.parent_id IS m.parent_id AND v.thread_id = m.thread_id AND v.role = m.role
      AND NOT ${isRemoved(sql.ref('v.id'))}) AS version_ids,
  (SELECT json_group_array(json_object('id', a.id, 'name', a.name, 'kind', a.kind, 'sizeBytes', a.size_bytes, 'part', a.part,
      'characters', a.characters) ORDER BY a.ordinal) FROM attachments a WHERE a.message_id = m.id HAVING count(*) > 0) AS attachments,
  m.text`;
const DETAILS = sql`LEFT JOIN generations g ON g.id = m.generation_id LEFT JOIN message_marks mark ON mark.message_id = m.id`;
const IS_LIVE = sql`mark.removed_at IS NULL`;
const attachmentsSchema = z.array(attachmentSchema);
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
  isStarred: row.starred_at !== null,
  isKept: row.kept_at !== null,
  versionIds: versionIdsSchema.parse(JSON.parse(row.version_ids)),
  ...(row.attachments !== null && { attachments: attachmentsSchema.parse(JSON.parse(row.attachments)) }),
});

/** @throws AppError MESSAGE_NOT_FOUND */
export function getMessage(connection: Connection, messageId: MessageId): Message {
  const row = connection.find(
    sql<MessageRow>`SELECT ${COLUMNS} FROM messages m ${DETAILS} WHERE m.id = ${messageId} AND ${IS_LIVE}`.compile(queries),
  );
  if (!row) throw new AppError('MESSAGE_NOT_FOUND');
  return toMessage(row);
}

/** From `messageId` towards the root, `limit` messages at most, removed ones left out; returned oldest first. */
export function listUpwards(connection: Connection, messageId: MessageId, limit: number): Message[] {
  const rows = connection.all(
    sql<MessageRow>`
      WITH RECURSIVE path (id, parent_id, depth) AS (
        SELECT id, parent_id, 1 - ${isRemoved(sql.ref('messages.id'))} FROM messages WHERE id = ${messageId}
        UNION ALL
        SELECT above.id, above.parent_id, path.depth + 1 - ${isRemoved(sql.ref('above.id'))}
          FROM path JOIN messages above ON above.id = path.parent_id WHERE path.depth < ${limit}
      )
      SELECT ${COLUMNS} FROM path CROSS JOIN messages m ON m.id = path.id ${DETAILS}
      WHERE ${IS_LIVE} ORDER BY path.depth DESC`.compile(queries),
  );
  return rows.map(toMessage);
}

/** All siblings of the message in the order they were made, itself included. */
export function listSiblings(connection: Connection, messageId: MessageId): Message[] {
  const rows = connection.all(
    sql<MessageRow>`
      SELECT ${COLUMNS} FROM messages self CROSS JOIN messages m
        ON m.parent_id IS self.parent_id AND m.thread_id = self.thread_id AND m.role = self.role ${DETAILS}
      WHERE self.id = ${messageId} AND ${IS_LIVE} ORDER BY m.ordinal`.compile(queries),
  );
  return rows.map(toMessage);
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
