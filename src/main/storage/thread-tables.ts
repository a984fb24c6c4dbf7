/**
 * Every table whose rows belong to a chat, found by the columns that say so: what is deleted with it and what a temporary chat
 * takes along when it is kept. A table added later is found too, so that neither can forget it.
 */
import { sql, type RawBuilder } from 'kysely';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';

export interface ThreadTableInfo {
  readonly name: string;
  /** Without a row number of its own, which means nothing elsewhere. */
  readonly columns: readonly string[];
  /** The column by which its rows belong to a chat or to a message of it. */
  readonly owner: 'thread_id' | 'message_id';
  /** The condition that picks the rows of one chat. */
  of(threadId: ThreadId): RawBuilder<unknown>;
}

const OWNERS = {
  thread_id: (threadId: ThreadId) => sql`thread_id = ${threadId}`,
  message_id: (threadId: ThreadId) => sql`message_id IN (SELECT id FROM messages WHERE thread_id = ${threadId})`,
} as const;

interface ColumnRow {
  readonly table_name: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

/** `messages` comes last. */
export function listThreadTables(connection: Connection): ThreadTableInfo[] {
  const rows = connection.all(
    sql<ColumnRow>`
      SELECT t.name AS table_name, c.name, c.type, c.pk FROM pragma_table_list t CROSS JOIN pragma_table_info(t.name) c
      WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name = 'messages', t.name, c.cid`.compile(queries),
  );
  const names = [...new Set(rows.map((row) => row.table_name))];
  return names.flatMap((name) => {
    const columns = rows.filter((row) => row.table_name === name);
    const owner = (['thread_id', 'message_id'] as const).find((wanted) => columns.some((column) => column.name === wanted));
    const own = columns.filter(({ type, pk }) => pk === 0 || type !== 'INTEGER').map((column) => column.name);
    return owner ? [{ name, columns: own, owner, of: OWNERS[owner] }] : [];
  });
}
