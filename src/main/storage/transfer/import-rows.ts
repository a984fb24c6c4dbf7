/** Writes one imported message with all that belongs to it. Ids that are taken are replaced, whoever made them. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { generationIdSchema, messageIdSchema, type GenerationId, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import { insertAttachments } from '../attachment-rows.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import { indexMessage } from '../search/search-index.ts';
import type { NewMessageRow, TransferGeneration } from './transfer-store.ts';

function isFree(connection: Connection, table: 'messages' | 'generations' | 'threads' | 'folders', id: string): boolean {
  return connection.find(sql`SELECT 1 FROM ${sql.table(table)} WHERE id = ${id}`.compile(queries)) === undefined;
}

/** The id, when nobody has it, else a fresh one. */
export function freeId<Id extends string>(
  connection: Connection,
  table: 'messages' | 'generations' | 'threads' | 'folders',
  wanted: Id | null,
  parse: (id: string) => Id,
): Id {
  return wanted !== null && isFree(connection, table, wanted) ? wanted : parse(randomUUID());
}

function insertGeneration(connection: Connection, messageId: MessageId, generation: TransferGeneration): GenerationId {
  const id = freeId(connection, 'generations', generation.id, generationIdSchema.parse);
  connection.run(
    queries
      .insertInto('generations')
      .values({
        id,
        message_id: messageId,
        purpose: generation.purpose,
        state: generation.state,
        stop_reason: generation.stopReason,
        error_code: generation.errorCode,
        parameters: JSON.stringify(generation.parameters),
        stats: generation.stats === null ? null : JSON.stringify(generation.stats),
        seed: generation.seed,
        started_at: generation.startedAt,
        ended_at: generation.endedAt,
      })
      .compile(),
  );
  return id;
}

/** Adds the message at `place` of its thread. Inside a transaction. */
export function insertMessage(connection: Connection, threadId: ThreadId, place: number, message: NewMessageRow): void {
  const id = freeId(connection, 'messages', message.id, messageIdSchema.parse);
  const parent = message.parent === null ? null : (findByPlace(connection, threadId, message.parent) ?? null);
  const generationIds = message.generations.map((generation) => insertGeneration(connection, id, generation));
  connection.run(
    queries
      .insertInto('messages')
      .values({
        id,
        thread_id: threadId,
        parent_id: parent,
        ordinal: place,
        role: message.role,
        state: message.state,
        active_child_id: null,
        generation_id: generationIds[message.generationIndex ?? -1] ?? null,
        created_at: message.createdAt,
        text: message.text,
      })
      .compile(),
  );
  insertAttachments(connection, id, message.attachments ?? []);
  if (message.isActive && parent !== null) {
    connection.run(queries.updateTable('messages').set({ active_child_id: id }).where('id', '=', parent).compile());
  }
  if (message.starredAt !== null || message.keptAt !== null) {
    const mark = { message_id: id, starred_at: message.starredAt, kept_at: message.keptAt, removed_at: null, removal_id: null };
    connection.run(queries.insertInto('message_marks').values(mark).compile());
  }
  indexMessage(connection, id);
}

export function findByPlace(connection: Connection, threadId: ThreadId, place: number): MessageId | undefined {
  const row = connection.find(
    queries.selectFrom('messages').select('id').where('thread_id', '=', threadId).where('ordinal', '=', place).compile(),
  );
  return row?.id;
}
