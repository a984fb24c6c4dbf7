/** Reading threads, for every repository that hands one out. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { ThreadTable } from './tables.ts';

export type ThreadRow = Selectable<ThreadTable> & {
  /** A column that only the temporary library has. */
  readonly is_temporary?: number;
};

export const toThread = (row: ThreadRow): Thread => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  titleSource: row.title_source,
  isPinned: row.is_pinned === 1,
  folderId: row.folder_id,
  assistantId: row.assistant_id,
  isArchived: row.archived_at !== null,
  isTemporary: row.is_temporary === 1,
  hasUnseen: row.has_unseen === 1,
  activeLeafId: row.active_leaf_id,
  parameters: parameterOverridesSchema.parse(JSON.parse(row.parameters)),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** A thread that is not removed. @throws AppError THREAD_NOT_FOUND */
export function getThreadRow(connection: Connection, threadId: ThreadId): ThreadRow {
  const row = connection.find(
    queries.selectFrom('threads').selectAll().where('id', '=', threadId).where('removed_at', 'is', null).compile(),
  );
  if (!row) throw new AppError('THREAD_NOT_FOUND');
  return row;
}

/** Bound values would keep it from the index that has these rows only. */
export const UNSEEN_THREADS = queries
  .selectFrom('threads')
  .select(['id', 'kind', 'folder_id as folderId'])
  .where('has_unseen', '=', sql.lit(1))
  .where('removed_at', 'is', null)
  .where('archived_at', 'is', null)
  .orderBy('activity', 'desc')
  .limit(1_000)
  .compile();

/** The number that puts a thread in front of all others. */
export function nextActivity(connection: Connection): number {
  const newest = connection.find(queries.selectFrom('threads').select('activity').orderBy('activity', 'desc').limit(1).compile());
  return (newest?.activity ?? 0) + 1;
}
