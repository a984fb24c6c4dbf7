/** The writing side of full-text search. Called inside the transaction that changes the text, so the two never differ. */
import { sql } from 'kysely';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { toSearchText } from './search-text.ts';

/** Indexes a message's text, in place of what was indexed before. */
export function indexMessage(connection: Connection, key: number, text: string): void {
  connection.run(sql`INSERT OR REPLACE INTO message_search (rowid, text) VALUES (${key}, ${toSearchText(text)})`.compile(queries));
}

/** Indexes a thread's title, in place of the one before. */
export function indexTitle(connection: Connection, key: number, title: string): void {
  connection.run(sql`INSERT OR REPLACE INTO title_search (rowid, text) VALUES (${key}, ${toSearchText(title)})`.compile(queries));
}

/** Forgets everything about a thread; before its rows are deleted. */
export function forgetThread(connection: Connection, threadId: ThreadId): void {
  const messages = sql`SELECT key FROM messages WHERE thread_id = ${threadId}`;
  connection.run(sql`DELETE FROM message_search WHERE rowid IN (${messages})`.compile(queries));
  connection.run(sql`DELETE FROM title_search WHERE rowid = (SELECT key FROM threads WHERE id = ${threadId})`.compile(queries));
}
