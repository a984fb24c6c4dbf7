/**
 * Where a thread is looked at, when parts of its tree are removed. Removed messages keep their rows, so that what is below one can
 * live on and an undo is exact: every walk here passes through them and stops at messages that are there.
 */
import { sql } from 'kysely';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { Connection } from './connection.ts';
import { isRemoved } from './message-rows.ts';
import { queries } from './queries.ts';

interface Place {
  readonly id: MessageId;
  readonly parent_id: MessageId | null;
  readonly ordinal: number;
}

/** The messages that are there and follow `fromId` with nothing but removed ones between; null: the thread's first messages. */
function listBelow(connection: Connection, threadId: ThreadId, fromId: MessageId | null): Place[] {
  return connection.all(
    sql<Place>`
      WITH RECURSIVE below (id, parent_id, ordinal, is_gone) AS (
        SELECT m.id, m.parent_id, m.ordinal, ${isRemoved(sql.ref('m.id'))} FROM messages m
          WHERE m.parent_id IS ${fromId} AND m.thread_id = ${threadId}
        UNION ALL
        SELECT m.id, m.parent_id, m.ordinal, ${isRemoved(sql.ref('m.id'))}
          FROM below JOIN messages m ON m.parent_id = below.id WHERE below.is_gone
      )
      SELECT id, parent_id, ordinal FROM below WHERE NOT is_gone ORDER BY ordinal`.compile(queries),
  );
}

/** The message and, while they are removed, the ones above it; nearest first. The last one is there, or has nothing above. */
function listRemovedUpwards(connection: Connection, messageId: MessageId): (Place & { readonly is_gone: number })[] {
  return connection.all(
    sql<Place & { readonly is_gone: number }>`
      WITH RECURSIVE up (id, parent_id, ordinal, depth, is_gone) AS (
        SELECT id, parent_id, ordinal, 1, ${isRemoved(sql.ref('messages.id'))} FROM messages WHERE id = ${messageId}
        UNION ALL
        SELECT above.id, above.parent_id, above.ordinal, up.depth + 1, ${isRemoved(sql.ref('above.id'))}
          FROM up JOIN messages above ON above.id = up.parent_id WHERE up.is_gone
      )
      SELECT id, parent_id, ordinal, is_gone FROM up ORDER BY depth`.compile(queries),
  );
}

/** The end of the branch last looked at below `messageId`, removed or not. */
function findRememberedEnd(connection: Connection, messageId: MessageId): MessageId {
  const end = connection.find(
    sql<{ id: MessageId }>`
      WITH RECURSIVE path (id, next) AS (
        SELECT id, active_child_id FROM messages WHERE id = ${messageId}
        UNION ALL
        SELECT below.id, below.active_child_id FROM path JOIN messages below ON below.id = path.next
      )
      SELECT id FROM path WHERE next IS NULL`.compile(queries),
  );
  return end?.id ?? messageId;
}

/** The version nearest to the one that is gone, the older one first; any other way on when there is none. */
function chooseNear(ways: readonly Place[], gone: readonly Place[]): Place | undefined {
  for (const { parent_id, ordinal } of gone) {
    const versions = ways.filter((way) => way.parent_id === parent_id);
    const near = versions.findLast((way) => way.ordinal < ordinal) ?? versions[0];
    if (near) return near;
  }
  return ways.at(-1);
}

/** The leaf that was last looked at below a message that is there, or the message itself. */
export function findLeafBelow(connection: Connection, threadId: ThreadId, messageId: MessageId): MessageId {
  const above = listRemovedUpwards(connection, findRememberedEnd(connection, messageId));
  const last = above.at(-1);
  invariant(last?.is_gone === 0, 'the walk up ends at a message that is there');
  const next = chooseNear(listBelow(connection, threadId, last.id), above.slice(0, -1));
  return next ? findLeafBelow(connection, threadId, next.id) : last.id;
}

/**
 * Where to look after `messageId` may have gone: the branch last looked at from there, else the version nearest to what is gone,
 * else the message above. null when the thread has no message left.
 */
export function findLeafNear(connection: Connection, threadId: ThreadId, messageId: MessageId | null): MessageId | null {
  const above = messageId === null ? [] : listRemovedUpwards(connection, messageId);
  const last = above.at(-1);
  if (last?.is_gone === 0) return findLeafBelow(connection, threadId, last.id);
  const first = chooseNear(listBelow(connection, threadId, null), above);
  return first ? findLeafBelow(connection, threadId, first.id) : null;
}
