/**
 * The writing side of full-text search. Called inside the transaction that changes the text, so the two never differ: an
 * answer is in the index exactly while it is not streaming. FTS5 must be told the old text to take its words out, therefore a
 * change of `toSearchText` needs a migration that rebuilds the index.
 */
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId } from '#shared/models/ids.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import { toSearchText } from './search-text.ts';

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
  forgetTitle(connection, key, oldTitle);
  if (title === '') return;
  connection.run(sql`INSERT INTO title_search (rowid, text) VALUES (${key}, ${toSearchText(title)})`.compile(queries));
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

/** Takes a thread's title out; it must be the one that was indexed. */
export function forgetTitle(connection: Connection, key: number, title: string): void {
  if (title === '') return;
  connection.run(
    sql`INSERT INTO title_search (title_search, rowid, text) VALUES ('delete', ${key}, ${toSearchText(title)})`.compile(queries),
  );
}
