/**
 * The filters of a search as SQL, in two strengths: conditions on a candidate, which are exact; and the ranges or the list of row numbers
 * to which a filter narrows the search beforehand, which may hold more than passes.
 */
import { sql, type RawBuilder } from 'kysely';
import { GENERAL_ASSISTANT } from '#shared/models/assistant.ts';
import type { SearchFilters } from '#shared/models/search.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import { clip, segmentRanges, type KeyRange } from './search-ranges.ts';

/** More keys than this are not narrow: going through the matches is faster. */
const MAX_KEYS = 10_000;
/** Of migration 0067. */
const SEGMENT_BITS = 10;

const and = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([sql`1`, ...conditions], sql` AND `);

const inFolder = (folderId: string): RawBuilder<unknown> => sql`
  WITH RECURSIVE inside (id) AS (
    SELECT ${folderId} UNION SELECT f.id FROM inside JOIN folders f ON f.parent_id = inside.id
  ) SELECT id FROM inside`;

/** On `t`, a thread. */
function threadConditions({ assistantId, folderId }: SearchFilters): RawBuilder<unknown>[] {
  return [
    sql`t.removed_at IS NULL`,
    ...(assistantId === undefined ? [] : [sql`coalesce(t.assistant_id, ${GENERAL_ASSISTANT}) = ${assistantId}`]),
    ...(folderId === undefined ? [] : [sql`t.folder_id IN (${inFolder(folderId)})`]),
  ];
}

/** On `m`, a message, and `t`, its thread. */
export function messageCondition(filters: SearchFilters): RawBuilder<unknown> {
  const { threadId, role, from, to, isStarred } = filters;
  return and([
    ...(role === undefined ? [] : [sql`m.role = ${role}`]),
    ...(from === undefined ? [] : [sql`m.created_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`m.created_at < ${to}`]),
    ...(threadId === undefined ? [] : [sql`m.thread_id = ${threadId}`]),
    sql`NOT EXISTS (SELECT 1 FROM message_marks gone WHERE gone.message_id = m.id AND gone.removed_at IS NOT NULL)`,
    ...(isStarred ? [sql`EXISTS (SELECT 1 FROM message_marks star WHERE star.message_id = m.id AND star.starred_at IS NOT NULL)`] : []),
    ...threadConditions(filters),
  ]);
}

/** On `t`, a thread whose title matches; null where the filters ask for something that only a message can be. */
export function titleCondition(filters: SearchFilters): RawBuilder<unknown> | null {
  const { threadId, role, from, to, isStarred } = filters;
  if (threadId !== undefined || role !== undefined || isStarred) return null;
  return and([
    ...(from === undefined ? [] : [sql`t.updated_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`t.updated_at < ${to}`]),
    ...threadConditions(filters),
  ]);
}

/** Outside of these ranges nothing can pass. A few quick look-ups at most. */
export function rangesOf(connection: Connection, { threadId, from, to }: SearchFilters): KeyRange[] {
  const newest = connection.find(queries.selectFrom('messages').select('key').orderBy('key', 'desc').limit(1).compile());
  const all = { from: 0, to: newest?.key ?? 0 };
  const byTime = from === undefined && to === undefined ? [all] : clip(timeRanges(connection, from, to), all);
  if (threadId === undefined) return byTime;
  // A thread's messages rise with their row numbers.
  const end = (order: 'asc' | 'desc') =>
    connection.find(
      queries.selectFrom('messages').select('key').where('thread_id', '=', threadId).orderBy('ordinal', order).limit(1).compile(),
    );
  const [first, last] = [end('asc'), end('desc')];
  return first && last ? clip(byTime, { from: first.key, to: last.key }) : [];
}

function timeRanges(connection: Connection, from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER): KeyRange[] {
  const segments = queries
    .selectFrom('message_times')
    .select('segment')
    .where('last_at', '>=', from)
    .where('first_at', '<', to)
    .orderBy('segment', 'desc');
  return segmentRanges(
    connection.all(segments.compile()).map(({ segment }) => segment),
    SEGMENT_BITS,
  );
}

/** The row numbers, newest first, of what can pass the narrowest filter; null where there is none or it lets too many through. */
export function narrowKeys(connection: Connection, filters: SearchFilters): number[] | null {
  const source = narrowSource(filters);
  if (source === null) return null;
  const keys = connection.all(sql<{ key: number }>`${source} LIMIT ${MAX_KEYS + 1}`.compile(queries)).map(({ key }) => key);
  return keys.length > MAX_KEYS ? null : keys.sort((a, b) => b - a);
}

function narrowSource({ threadId, isStarred, folderId, assistantId }: SearchFilters): RawBuilder<unknown> | null {
  if (threadId !== undefined) return sql`SELECT key FROM messages WHERE thread_id = ${threadId}`;
  if (isStarred) {
    return sql`
      SELECT m.key FROM message_marks star CROSS JOIN messages m ON m.id = star.message_id WHERE star.starred_at IS NOT NULL`;
  }
  if (folderId === undefined && assistantId === undefined) return null;
  return sql`SELECT m.key FROM threads t CROSS JOIN messages m ON m.thread_id = t.id WHERE ${and(threadConditions({ folderId, assistantId }))}`;
}
