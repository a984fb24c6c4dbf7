/**
 * Reads threads for an export, a bounded page a call, so that other calls are answered between. Whoever writes the file decides
 * how it looks; here it is only decided what belongs to it.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { generationStatsSchema } from '#shared/models/generation.ts';
import type { FolderId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { MessageState } from '#shared/models/message.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import { importSourceSchema } from '#shared/models/transfer.ts';
import { listAttachments } from '../attachment-rows.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import type { GenerationTable, MessageTable, ThreadTable } from '../tables.ts';
import type { ExportStore, SettledState, TransferFolder, TransferGeneration, TransferMessage, TransferThread } from './transfer-store.ts';

const PAGE = 200;
const PAGE_BYTES = 256 * 1024;

type MessageRow = Pick<
  MessageTable,
  'id' | 'ordinal' | 'role' | 'text' | 'state' | 'created_at' | 'parent_id' | 'active_child_id' | 'generation_id'
> & {
  readonly starred_at: number | null;
  readonly kept_at: number | null;
  readonly is_parent_removed: number;
  readonly is_child_removed: number;
  readonly has_attachments: number;
};
type DetailRow = {
  readonly living_folder_id: FolderId | null;
  readonly origin_source: string | null;
  readonly source_id: string | null;
  readonly content_hash: string | null;
};

const isRemoved = (id: string) =>
  sql<number>`EXISTS (SELECT 1 FROM message_marks gone WHERE gone.message_id = ${sql.ref(id)} AND gone.removed_at IS NOT NULL)`;

const settled = (state: MessageState): SettledState => (state === 'streaming' ? 'interrupted' : state);

/** Through the schema, so that keys always stand in the same order. */
function readParameters(json: string): ParameterOverrides {
  const parsed = parameterOverridesSchema.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : {};
}

const originSchema = z.object({ source: importSourceSchema, sourceId: z.string(), hash: z.string() });

const toTransferThread = (row: ThreadTableRow & DetailRow): TransferThread => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  titleSource: row.title_source,
  isPinned: row.is_pinned === 1,
  archivedAt: row.archived_at,
  hasUnseen: row.has_unseen === 1,
  folderId: row.living_folder_id,
  assistantId: row.assistant_id,
  activeLeafId: row.active_leaf_id,
  parameters: readParameters(row.parameters),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  origin:
    row.origin_source === null ? null : originSchema.parse({ source: row.origin_source, sourceId: row.source_id, hash: row.content_hash }),
});
type ThreadTableRow = { readonly [Name in keyof ThreadTable]: Name extends 'key' | 'has_unseen' ? number : ThreadTable[Name] };

const toTransferGeneration = (row: GenerationTable): TransferGeneration => ({
  id: row.id,
  purpose: row.purpose,
  state: settled(row.state),
  stopReason: row.stop_reason,
  errorCode: row.error_code,
  parameters: readParameters(row.parameters),
  stats: row.stats === null ? null : generationStatsSchema.parse(JSON.parse(row.stats)),
  seed: row.seed,
  startedAt: row.started_at,
  endedAt: row.ended_at,
});

export class ExportRepository implements ExportStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async listFolders(): Promise<TransferFolder[]> {
    const rows = this.#connection.all(
      queries
        .selectFrom('folders')
        .selectAll()
        .where('removed_at', 'is', null)
        .orderBy('position')
        .orderBy('created_at')
        .orderBy('id')
        .compile(),
    );
    const ids = new Set(rows.map(({ id }) => id));
    const parentOf = (id: FolderId | null): FolderId | null => (id !== null && ids.has(id) ? id : null);
    const byParent = Map.groupBy(rows, (row) => parentOf(row.parent_id));
    const below = (parentId: FolderId | null): TransferFolder[] =>
      (byParent.get(parentId) ?? []).flatMap((row) => [
        { id: row.id, parentId, name: row.name, createdAt: row.created_at },
        ...below(row.id),
      ]);
    return below(null);
  }

  async listThreads(): Promise<{ threadIds: ThreadId[]; messages: number }> {
    const live = queries.selectFrom('threads').where('removed_at', 'is', null);
    const threadIds = this.#connection.all(live.select('id').orderBy('activity').compile()).map(({ id }) => id);
    const count = this.#connection.find(sql<{ total: number }>`SELECT count(*) AS total FROM messages`.compile(queries));
    return { threadIds, messages: count?.total ?? 0 };
  }

  async findThread(threadId: ThreadId): Promise<TransferThread | null> {
    const row = this.#connection.find(
      sql<ThreadTableRow & DetailRow>`
        SELECT t.*, (SELECT f.id FROM folders f WHERE f.id = t.folder_id AND f.removed_at IS NULL) AS living_folder_id,
          o.source AS origin_source, o.source_id, o.content_hash FROM threads t LEFT JOIN thread_origins o ON o.thread_id = t.id
        WHERE t.id = ${threadId} AND t.removed_at IS NULL`.compile(queries),
    );
    if (!row) return null;
    const leafId = row.active_leaf_id === null ? null : this.#livingAtOrAbove(row.active_leaf_id);
    return toTransferThread({ ...row, active_leaf_id: leafId });
  }

  async countMessages(threadId: ThreadId): Promise<number> {
    const count = this.#connection.find(
      sql<{ total: number }>`SELECT count(*) AS total FROM messages WHERE thread_id = ${threadId}`.compile(queries),
    );
    return count?.total ?? 0;
  }

  async listPathIds(threadId: ThreadId): Promise<MessageId[]> {
    const rows = this.#connection.all(
      sql<{ id: MessageId }>`
        WITH RECURSIVE path (id, parent_id, depth) AS (
          SELECT m.id, m.parent_id, 0 FROM threads t JOIN messages m ON m.id = t.active_leaf_id WHERE t.id = ${threadId}
          UNION ALL
          SELECT above.id, above.parent_id, path.depth + 1 FROM path JOIN messages above ON above.id = path.parent_id
        )
        SELECT path.id FROM path WHERE NOT ${isRemoved('path.id')} ORDER BY depth DESC`.compile(queries),
    );
    return rows.map(({ id }) => id);
  }

  async readMessages(threadId: ThreadId, after: number | null): Promise<{ messages: TransferMessage[]; next: number | null }> {
    const from = after ?? 0;
    const to = this.#endOfPage(threadId, from);
    if (to === null) return { messages: [], next: null };
    const inPage = sql`m.thread_id = ${threadId} AND m.ordinal > ${from} AND m.ordinal <= ${to}`;
    const rows = this.#connection.all(
      sql<MessageRow>`
        SELECT m.id, m.ordinal, m.role, m.state, m.created_at, m.parent_id, m.active_child_id, m.generation_id, mark.starred_at, mark.kept_at,
          ${isRemoved('m.parent_id')} AS is_parent_removed, ${isRemoved('m.active_child_id')} AS is_child_removed,
          EXISTS (SELECT 1 FROM attachments a WHERE a.message_id = m.id) AS has_attachments, m.text
        FROM messages m LEFT JOIN message_marks mark ON mark.message_id = m.id
        WHERE ${inPage} AND mark.removed_at IS NULL ORDER BY m.ordinal`.compile(queries),
    );
    const generations = this.#connection.all(
      sql<GenerationTable>`
        SELECT g.* FROM messages m CROSS JOIN generations g ON g.message_id = m.id WHERE ${inPage} ORDER BY m.ordinal, g.rowid`.compile(
        queries,
      ),
    );
    const byMessage = Map.groupBy(generations, ({ message_id: id }) => id);
    return { messages: rows.map((row) => this.#toTransferMessage(row, byMessage.get(row.id) ?? [])), next: to };
  }

  /** A page ends where it has enough messages or text. null: there is nothing left. */
  #endOfPage(threadId: ThreadId, from: number): number | null {
    const sizes = this.#connection.all(
      sql<{ ordinal: number; size: number }>`
        SELECT ordinal, octet_length(text) AS size FROM messages WHERE thread_id = ${threadId} AND ordinal > ${from}
        ORDER BY ordinal LIMIT ${PAGE}`.compile(queries),
    );
    let bytes = 0;
    const end = sizes.find(({ size }) => (bytes += size) >= PAGE_BYTES) ?? sizes.at(-1);
    return end?.ordinal ?? null;
  }

  #toTransferMessage(row: MessageRow, generations: readonly GenerationTable[]): TransferMessage {
    return {
      id: row.id,
      parentId: row.is_parent_removed === 1 && row.parent_id !== null ? this.#livingAtOrAbove(row.parent_id) : row.parent_id,
      role: row.role,
      text: row.text,
      state: settled(row.state),
      createdAt: row.created_at,
      starredAt: row.starred_at,
      keptAt: row.kept_at,
      ...(row.has_attachments === 1 && { attachments: listAttachments(this.#connection, row.id) }),
      activeChildId:
        row.is_child_removed === 1 && row.active_child_id !== null ? this.#livingAtOrBelow(row.active_child_id) : row.active_child_id,
      generationId: row.generation_id,
      generations: generations.map(toTransferGeneration),
    };
  }

  #livingAtOrAbove(messageId: MessageId): MessageId | null {
    const found = this.#connection.find(
      sql<{ id: MessageId }>`
        WITH RECURSIVE path (id, parent_id, depth) AS (
          SELECT id, parent_id, 0 FROM messages WHERE id = ${messageId}
          UNION ALL
          SELECT above.id, above.parent_id, path.depth + 1 FROM path JOIN messages above ON above.id = path.parent_id
          WHERE ${isRemoved('path.id')}
        )
        SELECT id FROM path WHERE NOT ${isRemoved('path.id')} ORDER BY depth LIMIT 1`.compile(queries),
    );
    return found?.id ?? null;
  }

  #livingAtOrBelow(messageId: MessageId): MessageId | null {
    const found = this.#connection.find(
      sql<{ id: MessageId }>`
        WITH RECURSIVE path (id, next, depth) AS (
          SELECT id, active_child_id, 0 FROM messages WHERE id = ${messageId}
          UNION ALL
          SELECT below.id, below.active_child_id, path.depth + 1 FROM path JOIN messages below ON below.id = path.next
          WHERE ${isRemoved('path.id')}
        )
        SELECT id FROM path WHERE NOT ${isRemoved('path.id')} ORDER BY depth LIMIT 1`.compile(queries),
    );
    return found?.id ?? null;
  }
}
