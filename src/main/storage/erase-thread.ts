/**
 * Takes chats out of the library for good, a small part in each commit: a chat can have a hundred thousand messages, and a turn sent
 * meanwhile must not wait for all of them. What a crash leaves half done goes on at the next start.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { forgetMessage, forgetTitle } from './search/search-index.ts';
import { listThreadTables } from './thread-tables.ts';

/** In `removed_at`: it cannot be restored and is listed nowhere, although part of it may still be here. */
export const ERASED_AT = 0;
/** Taking words out of the search index is what costs: 2.4 ms a message of common words in a library of 60,000, here. */
const MESSAGES_AT_ONCE = 10;
const BYTES_AT_ONCE = 256 * 1024;

interface Part {
  readonly id: MessageId;
  readonly size: number;
  /** 0 or 1: words that were never put into the index must not be taken out of it. */
  readonly isIndexed: number;
}

/** From the end, so that no message loses its parent. Inside a transaction. Returns whether nothing of the chat is left. */
export function deleteThreadPart(connection: Connection, threadId: ThreadId): boolean {
  const thread = connection.find(queries.selectFrom('threads').select(['key', 'title']).where('id', '=', threadId).compile());
  if (!thread) return true;
  const tables = listThreadTables(connection).filter(({ name }) => name !== 'messages');
  const last = connection.all(
    sql<Part>`
      SELECT m.id, octet_length(m.text) AS size,
        m.state <> 'streaming' AND NOT (mark.removed_at IS NOT NULL AND mark.removal_id IS NULL) AS isIndexed
      FROM messages m LEFT JOIN message_marks mark ON mark.message_id = m.id
      WHERE m.thread_id = ${threadId} ORDER BY m.ordinal DESC LIMIT ${MESSAGES_AT_ONCE}`.compile(queries),
  );
  if (last.length === 0) {
    forgetTitle(connection, thread.key, thread.title);
    // Draft keys name their chat; what else they say is not storage's business.
    connection.run(sql`DELETE FROM drafts WHERE instr(key, ${threadId}) > 0`.compile(queries));
    for (const { name, owner } of tables)
      if (owner === 'thread_id') connection.run(sql`DELETE FROM ${sql.table(name)} WHERE thread_id = ${threadId}`.compile(queries));
    connection.run(queries.deleteFrom('threads').where('id', '=', threadId).compile());
    return true;
  }
  connection.run(queries.updateTable('threads').set({ active_leaf_id: null }).where('id', '=', threadId).compile());
  let bytes = 0;
  for (const { id, size, isIndexed } of last) {
    if (isIndexed === 1) forgetMessage(connection, id);
    connection.run(queries.updateTable('messages').set({ active_child_id: null }).where('active_child_id', '=', id).compile());
    for (const { name, owner } of tables)
      if (owner === 'message_id') connection.run(sql`DELETE FROM ${sql.table(name)} WHERE message_id = ${id}`.compile(queries));
    connection.run(queries.deleteFrom('messages').where('id', '=', id).compile());
    bytes += size;
    if (bytes >= BYTES_AT_ONCE) break;
  }
  return false;
}

/** Lets other calls in between any two parts. Returns whether it is gone: a store that ends leaves the rest to the next start. */
async function deleteThread(connection: Connection, threadId: ThreadId): Promise<boolean> {
  while (!connection.isEnding) {
    if (connection.transaction(() => deleteThreadPart(connection, threadId))) return true;
    await nextTurn();
  }
  return false;
}

/** Returns how many chats are gone. */
export async function deleteErasedThreads(connection: Connection): Promise<number> {
  const erased = connection.all(queries.selectFrom('threads').select('id').where('removed_at', '=', ERASED_AT).compile());
  let gone = 0;
  for (const { id } of erased) if (await deleteThread(connection, id)) gone += 1;
  if (gone > 0) connection.checkpointSoon();
  return gone;
}
