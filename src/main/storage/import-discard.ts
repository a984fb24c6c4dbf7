/** Takes out what an unfinished import has added: really, and a small part at a time. */
import { sql } from 'kysely';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { forgetMessage, forgetThread } from './search-index.ts';
import { deleteThreadRows } from './thread-tables.ts';

const MESSAGES_AT_ONCE = 100;
const BYTES_AT_ONCE = 256 * 1024;

/** One commit. Returns whether nothing is left. */
export function discardPart(connection: Connection, importId: string): boolean {
  return connection.transaction(() => {
    const item = connection.find(
      queries.selectFrom('import_items').selectAll().where('import_id', '=', importId).orderBy('position', 'desc').limit(1).compile(),
    );
    if (!item) {
      connection.run(queries.deleteFrom('imports').where('id', '=', importId).where('finished_at', 'is', null).compile());
      connection.checkpointSoon();
      return true;
    }
    const isGone = item.kind === 'folder' ? deleteFolder(connection, item.item_id) : deleteThreadPart(connection, item.item_id);
    if (isGone) {
      const done = queries.deleteFrom('import_items').where('import_id', '=', importId).where('position', '=', item.position);
      connection.run(done.compile());
    }
    return false;
  });
}

/** A folder that the user has put something into meanwhile stays. */
function deleteFolder(connection: Connection, folderId: string): boolean {
  connection.run(
    sql`
      DELETE FROM folders WHERE id = ${folderId} AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.folder_id = folders.id)
        AND NOT EXISTS (SELECT 1 FROM folders f WHERE f.parent_id = folders.id)`.compile(queries),
  );
  return true;
}

function deleteThreadPart(connection: Connection, itemId: string): boolean {
  const thread = connection.find(
    sql<{ id: ThreadId; key: number; title: string }>`SELECT id, key, title FROM threads WHERE id = ${itemId}`.compile(queries),
  );
  if (!thread) return true;
  // From the end, so that no message loses its parent.
  const last = connection.all(
    sql<{ id: MessageId; size: number }>`
      SELECT id, octet_length(text) AS size FROM messages WHERE thread_id = ${thread.id} ORDER BY ordinal DESC LIMIT ${MESSAGES_AT_ONCE}`.compile(
      queries,
    ),
  );
  if (last.length === 0) {
    forgetThread(connection, thread);
    deleteThreadRows(connection, thread.id);
    connection.run(queries.deleteFrom('threads').where('id', '=', thread.id).compile());
    return true;
  }
  connection.run(queries.updateTable('threads').set({ active_leaf_id: null }).where('id', '=', thread.id).compile());
  let bytes = 0;
  for (const { id, size } of last) {
    forgetMessage(connection, id);
    connection.run(queries.updateTable('messages').set({ active_child_id: null }).where('active_child_id', '=', id).compile());
    connection.run(queries.deleteFrom('message_marks').where('message_id', '=', id).compile());
    connection.run(queries.deleteFrom('generations').where('message_id', '=', id).compile());
    connection.run(queries.deleteFrom('messages').where('id', '=', id).compile());
    bytes += size;
    if (bytes >= BYTES_AT_ONCE) break;
  }
  return false;
}
