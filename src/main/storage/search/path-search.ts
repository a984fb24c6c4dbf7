/** Looking along a thread's active path: where a text occurs on it, and whether a message belongs to it. */
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { countOccurrences, toNeedle } from '#shared/utils/occurrences.ts';
import { toReadableText } from '#shared/utils/readable-text.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import type { PathFinds } from '../store.ts';
import type { MessageTable } from '../tables.ts';

/** What stands behind it in a message is not looked through. */
const MAX_SCANNED = 1_000_000;

type PathRow = Pick<MessageTable, 'id' | 'parent_id' | 'role' | 'text'>;

/** In the `limit` messages from `startId` upwards, oldest first. Answers are searched as they are read, without their marks. */
export function findUpwards(connection: Connection, startId: MessageId, text: string, limit: number): PathFinds {
  const needle = toNeedle(text);
  const rows = connection.all(
    sql<PathRow>`
      WITH RECURSIVE path (id, depth) AS (
        VALUES (${startId}, 1)
        UNION ALL
        SELECT here.parent_id, path.depth + 1 FROM path JOIN messages here ON here.id = path.id
          WHERE here.parent_id IS NOT NULL AND path.depth < ${limit}
      )
      SELECT m.id, m.parent_id, m.role, substr(m.text, 1, ${MAX_SCANNED}) AS text FROM path CROSS JOIN messages m ON m.id = path.id
      WHERE NOT EXISTS (SELECT 1 FROM message_marks gone WHERE gone.message_id = m.id AND gone.removed_at IS NOT NULL)
      ORDER BY path.depth DESC`.compile(queries),
  );
  const found = rows.flatMap(({ id, role, text: words }) => {
    const count = countOccurrences(role === 'user' ? words : toReadableText(words), needle);
    return count === 0 ? [] : [{ messageId: id, count }];
  });
  const oldest = rows[0];
  return { found, before: oldest && oldest.parent_id !== null ? oldest.id : null };
}

/** @throws AppError MESSAGE_NOT_FOUND */
export function locateMessage(connection: Connection, messageId: MessageId): { threadId: ThreadId; isOnPath: boolean } {
  const row = connection.find(
    sql<{ thread_id: ThreadId; is_on_path: number }>`
      WITH RECURSIVE path (id, parent_id, ordinal) AS (
        SELECT leaf.id, leaf.parent_id, leaf.ordinal FROM messages self
          JOIN threads t ON t.id = self.thread_id JOIN messages leaf ON leaf.id = t.active_leaf_id WHERE self.id = ${messageId}
        UNION ALL
        SELECT above.id, above.parent_id, above.ordinal FROM path JOIN messages above ON above.id = path.parent_id
          WHERE path.id <> ${messageId}
      )
      SELECT self.thread_id, EXISTS (SELECT 1 FROM path WHERE path.id = self.id) AS is_on_path FROM messages self
      WHERE self.id = ${messageId}
        AND NOT EXISTS (SELECT 1 FROM message_marks gone WHERE gone.message_id = self.id AND gone.removed_at IS NOT NULL)`.compile(queries),
  );
  if (!row) throw new AppError('MESSAGE_NOT_FOUND');
  return { threadId: row.thread_id, isOnPath: row.is_on_path === 1 };
}
