/** What was removed long ago is really deleted. A message with others still below it keeps an empty row that holds them up. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { MessageId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { forgetMessage } from './search/search-index.ts';

/** So few a transaction that a turn sent meanwhile does not wait: taking words out of the search index is slow. */
const BATCH = 10;
/** A start must not keep the next end waiting; the rest goes at the next start. */
const MOST_AT_ONCE = 2_000;

/** Runs `work` on all of them, a few in each transaction, and lets other calls in between. */
async function inBatches(connection: Connection, ids: readonly MessageId[], work: (id: MessageId) => void): Promise<void> {
  for (let at = 0; at < ids.length && !connection.isEnding; at += BATCH) {
    connection.transaction(() => ids.slice(at, at + BATCH).forEach(work));
    await nextTurn();
  }
}

/** Returns how many messages lost their text. What is left undone is done the next time. */
export async function purgeRemovedMessages(connection: Connection, epochMs: number): Promise<number> {
  const doomed = connection.all(
    queries
      .selectFrom('message_marks')
      .select('message_id')
      .where('removed_at', '<', epochMs)
      .where('removal_id', 'is not', null)
      .limit(MOST_AT_ONCE)
      .compile(),
  );
  // From here on nothing of it can come back.
  connection.run(queries.deleteFrom('context_summaries').where('removed_at', '<', epochMs).compile());
  connection.run(queries.deleteFrom('removals').where('removed_at', '<', epochMs).compile());
  await inBatches(
    connection,
    doomed.map(({ message_id: id }) => id),
    (id) => scrub(connection, id),
  );
  await inBatches(connection, listScrubbed(connection), (id) => deleteUnused(connection, id));
  return doomed.length;
}

/** A summary may tell of what is deleted now; it can be made anew from what is left. */
function forgetSummaries(connection: Connection, id: MessageId): void {
  const threadOf = queries.selectFrom('messages').select('thread_id').where('id', '=', id);
  connection.run(queries.deleteFrom('context_summaries').where('thread_id', 'in', threadOf).compile());
}

/** Takes everything out of a message but its place in the tree. */
function scrub(connection: Connection, id: MessageId): void {
  const mark = connection.find(queries.selectFrom('message_marks').select('removal_id').where('message_id', '=', id).compile());
  // Its chat was purged meanwhile.
  if (!mark) return;
  forgetMessage(connection, id);
  forgetSummaries(connection, id);
  connection.run(queries.updateTable('messages').set({ text: '', generation_id: null, state: 'done' }).where('id', '=', id).compile());
  connection.run(queries.deleteFrom('generations').where('message_id', '=', id).compile());
  connection.run(queries.deleteFrom('attachments').where('message_id', '=', id).compile());
  connection.run(
    queries.updateTable('message_marks').set({ removal_id: null, starred_at: null, kept_at: null }).where('message_id', '=', id).compile(),
  );
}

/** Newest first, so that a row is asked after all below it. */
function listScrubbed(connection: Connection): MessageId[] {
  const rows = connection.all(
    sql<{ id: MessageId }>`
      SELECT m.id FROM message_marks mark CROSS JOIN messages m ON m.id = mark.message_id
      WHERE mark.removed_at IS NOT NULL AND mark.removal_id IS NULL ORDER BY m.thread_id, m.ordinal DESC`.compile(queries),
  );
  return rows.map(({ id }) => id);
}

function deleteUnused(connection: Connection, id: MessageId): void {
  const child = connection.find(queries.selectFrom('messages').select('id').where('parent_id', '=', id).limit(1).compile());
  if (child) return;
  connection.run(queries.updateTable('messages').set({ active_child_id: null }).where('active_child_id', '=', id).compile());
  connection.run(queries.deleteFrom('message_marks').where('message_id', '=', id).compile());
  connection.run(queries.deleteFrom('messages').where('id', '=', id).compile());
}
