/**
 * The library of temporary chats: the same schema in memory, so that no byte of them reaches the disk. It begins with the first
 * temporary chat and ends with the process. Only `keepThread` carries anything over to the library.
 */
import { sql } from 'kysely';
import type { Logger } from '#main/platform/logger.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { Connection } from './connection.ts';
import { deleteThreadPart } from './erase-thread.ts';
import { migrate } from './migrate.ts';
import { queries } from './queries.ts';
import { indexMessage, reindexTitle } from './search/search-index.ts';
import { nextActivity, type ThreadRow } from './thread-rows.ts';
import { listThreadTables } from './thread-tables.ts';

export interface TemporaryLibrary {
  readonly connection: Connection;
  /** Whether the id is that of a temporary chat or of anything in it: a message, a draft in the queue, a removal. */
  hasId(id: string): boolean;
}

export function openTemporaryLibrary(log: Logger): TemporaryLibrary {
  const connection = new Connection({ source: ':memory:', isReadOnly: false, log });
  // What does not fit into a sort must not go to a file either.
  connection.pragma('temp_store = MEMORY');
  migrate(connection, { backupFolder: '', log });
  connection.execute('ALTER TABLE threads ADD COLUMN is_temporary INTEGER NOT NULL DEFAULT 1');
  const named = listThreadTables(connection).filter(({ columns }) => columns.includes('id'));
  const lookUps = ['threads', ...named.map(({ name }) => name)].map(
    (name) => (id: string) => sql`SELECT 1 FROM ${sql.table(name)} WHERE id = ${id}`.compile(queries),
  );
  return { connection, hasId: (id) => lookUps.some((lookUp) => connection.find(lookUp(id)) !== undefined) };
}

type Row = Readonly<Record<string, unknown>>;

function insert(connection: Connection, table: string, row: Row): void {
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  connection.run(sql`INSERT INTO ${sql.table(table)} (${names}) VALUES (${sql.join(Object.values(row))})`.compile(queries));
}

/**
 * Moves a chat with every branch, mark and draft into the library, in one commit; an answer being written goes on there.
 * @throws AppError THREAD_NOT_FOUND, and what a commit may throw: then the chat is where it was
 */
export function keepThread(temporary: Connection, library: Connection, threadId: ThreadId): void {
  const row = temporary.find(sql<ThreadRow>`SELECT * FROM threads WHERE id = ${threadId} AND removed_at IS NULL`.compile(queries));
  if (!row) throw new AppError('THREAD_NOT_FOUND');
  const { key: _key, is_temporary: _isTemporary, ...thread } = row;
  library.transaction(() => {
    insert(library, 'threads', { ...thread, activity: nextActivity(library) });
    for (const { name, columns, of } of listThreadTables(temporary)) {
      const rows = sql<Row>`SELECT ${sql.join(columns.map((column) => sql.ref(column)))} FROM ${sql.table(name)} WHERE ${of(threadId)}`;
      const isNumbered = name === 'messages';
      for (const each of temporary.all((isNumbered ? sql<Row>`${rows} ORDER BY ordinal` : rows).compile(queries)))
        insert(library, name, each);
    }
    const drafts = sql<Row>`SELECT key, text FROM drafts WHERE instr(key, ${threadId}) > 0`;
    for (const draft of temporary.all(drafts.compile(queries))) insert(library, 'drafts', draft);
    index(library, threadId);
  });
  temporary.transaction(() => {
    while (!deleteThreadPart(temporary, threadId));
  });
}

/** What is being written is indexed at its end, as anywhere. */
function index(library: Connection, threadId: ThreadId): void {
  const thread = library.find(queries.selectFrom('threads').select(['key', 'title']).where('id', '=', threadId).compile());
  if (thread) reindexTitle(library, thread.key, '', thread.title);
  const finished = queries.selectFrom('messages').select('id').where('thread_id', '=', threadId).where('state', '<>', 'streaming');
  for (const { id } of library.all(finished.orderBy('key').compile())) indexMessage(library, id);
}
