/**
 * The writing side of full-text search. Called inside the transaction that changes the text, so the two never differ: an
 * answer is in the index exactly while it is not streaming. FTS5 must be told the old text to take its words out, therefore a
 * change of `toSearchText` needs a migration that rebuilds the index.
 */
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { toSearchText } from './search-text.ts';

const PAGE = 500;

/** Adds a message that is not in the index. */
export function indexMessage(connection: Connection, messageId: MessageId): void {
  const { key, text } = readMessage(connection, messageId);
  connection.run(sql`INSERT INTO message_search (rowid, text) VALUES (${key}, ${toSearchText(text)})`.compile(queries));
}

/** Takes a message out; while its text is still the one that was indexed. */
export function forgetMessage(connection: Connection, messageId: MessageId): void {
  const { key, text } = readMessage(connection, messageId);
  deleteMessageRow(connection, key, text);
}

/** Replaces a thread's title; the empty one is not indexed. */
export function reindexTitle(connection: Connection, key: number, oldTitle: string, title: string): void {
  deleteTitleRow(connection, key, oldTitle);
  if (title === '') return;
  connection.run(sql`INSERT INTO title_search (rowid, text) VALUES (${key}, ${toSearchText(title)})`.compile(queries));
}

/** Takes a thread's title and messages out; before its rows are deleted. */
export function forgetThread(
  connection: Connection,
  thread: { readonly id: ThreadId; readonly key: number; readonly title: string },
): void {
  deleteTitleRow(connection, thread.key, thread.title);
  const indexed = queries
    .selectFrom('messages')
    .select(['key', 'text'])
    .where('thread_id', '=', thread.id)
    .where('state', '<>', 'streaming')
    // What was purged was taken out then; only its row holds up others.
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM message_marks k WHERE k.message_id = messages.id AND k.removed_at IS NOT NULL AND k.removal_id IS NULL)`,
    );
  for (let after = 0, isMore = true; isMore;) {
    const page = connection.all(indexed.where('key', '>', after).orderBy('key').limit(PAGE).compile());
    for (const { key, text } of page) deleteMessageRow(connection, key, text);
    after = page.at(-1)?.key ?? after;
    isMore = page.length === PAGE;
  }
}

function readMessage(connection: Connection, messageId: MessageId): { key: number; text: string } {
  const row = connection.find(queries.selectFrom('messages').select(['key', 'text']).where('id', '=', messageId).compile());
  if (!row) throw new AppError('MESSAGE_NOT_FOUND');
  return row;
}

const deleteMessageRow = (connection: Connection, key: number, text: string): void =>
  void connection.run(
    sql`INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', ${key}, ${toSearchText(text)})`.compile(queries),
  );

function deleteTitleRow(connection: Connection, key: number, title: string): void {
  if (title === '') return;
  connection.run(
    sql`INSERT INTO title_search (title_search, rowid, text) VALUES ('delete', ${key}, ${toSearchText(title)})`.compile(queries),
  );
}
