/**
 * Adds what an import brings, in commits small enough that other calls are answered between. Its threads are hidden until it is
 * finished, so that one that was cancelled or cut off leaves nothing to be seen.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import { folderIdSchema, threadIdSchema, type FolderId, type ThreadId } from '#shared/models/ids.ts';
import type { ImportSource, ImportStatus, PastImport } from '#shared/models/transfer.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { Connection } from '../connection.ts';
import { mergeIntoList, type PlacedThread } from './import-order.ts';
import { discardPart } from './import-discard.ts';
import { findByPlace, freeId, insertMessage } from './import-rows.ts';
import { ERASED_AT } from '../erase-thread.ts';
import { queries } from '../queries.ts';
import { reindexTitle } from '../search/search-index.ts';
import { createThreadHash } from './thread-hash.ts';
import { nextActivity } from '../thread-rows.ts';
import type {
  ExportStore,
  ImportStep,
  ImportStore,
  KnownChat,
  NewThreadRow,
  OpenThread,
  ThreadOrigin,
  TransferFolder,
} from './transfer-store.ts';

/** Threads that get their place in one commit. */
const PLACED_AT_ONCE = 200;
const SHOWN_IMPORTS = 20;

interface ImportRow {
  readonly id: string;
  readonly source: ImportSource;
  readonly threads: number;
  readonly messages: number;
  readonly started_at: number;
  readonly undone_at: number | null;
}

const toPastImport = (row: ImportRow): PastImport => ({
  id: row.id,
  source: row.source,
  threads: row.threads,
  messages: row.messages,
  importedAt: row.started_at,
  isUndone: row.undone_at !== null,
});

const itemsOf = (importId: string, kind: 'thread' | 'folder') =>
  sql`SELECT item_id FROM import_items WHERE import_id = ${importId} AND kind = ${kind}`;

export class ImportRepository implements ImportStore {
  readonly #connection: Connection;
  readonly #exports: Pick<ExportStore, 'readMessages'>;
  readonly #now: () => number;

  constructor(connection: Connection, exports: Pick<ExportStore, 'readMessages'>, now: () => number) {
    this.#connection = connection;
    this.#exports = exports;
    this.#now = now;
  }

  async classify(chats: readonly KnownChat[]): Promise<ImportStatus[]> {
    const statuses: ImportStatus[] = [];
    for (const chat of chats) statuses.push(await this.#classifyOne(chat));
    return statuses;
  }

  async begin(source: ImportSource): Promise<string> {
    const id = randomUUID();
    const row = { id, source, threads: 0, messages: 0, started_at: this.#now(), finished_at: null, undone_at: null };
    this.#connection.transaction(() => this.#connection.run(queries.insertInto('imports').values(row).compile()));
    return id;
  }

  async add(importId: string, open: OpenThread | null, steps: readonly ImportStep[]): Promise<OpenThread | null> {
    return this.#connection.transaction(() => steps.reduce((thread, step) => this.#take(importId, thread, step), open));
  }

  async finish(importId: string, messages: number): Promise<PastImport> {
    const { source } = this.#get(importId);
    await this.#place(importId, source);
    return this.#connection.transaction(() => {
      const shown = this.#connection.run(
        sql`UPDATE threads SET removed_at = NULL WHERE id IN (${itemsOf(importId, 'thread')}) AND removed_at <> ${ERASED_AT}`.compile(
          queries,
        ),
      );
      const end = { finished_at: this.#now(), threads: shown, messages };
      this.#connection.run(queries.updateTable('imports').set(end).where('id', '=', importId).compile());
      return toPastImport(this.#get(importId));
    });
  }

  async discardStep(importId: string): Promise<boolean> {
    return discardPart(this.#connection, importId);
  }

  async listUnfinished(): Promise<string[]> {
    return this.#connection.all(queries.selectFrom('imports').select('id').where('finished_at', 'is', null).compile()).map(({ id }) => id);
  }

  async list(): Promise<PastImport[]> {
    const finished = queries.selectFrom('imports').selectAll().where('finished_at', 'is not', null);
    return this.#connection.all(finished.orderBy('key', 'desc').limit(SHOWN_IMPORTS).compile()).map(toPastImport);
  }

  /** What the user has deleted since stays deleted when the undo is taken back: the time tells the two apart. */
  async undo(importId: string): Promise<PastImport> {
    return this.#connection.transaction(() => {
      const { undone_at: undoneAt } = this.#get(importId);
      if (undoneAt !== null) return toPastImport(this.#get(importId));
      const newest = this.#connection.find(
        sql<{ at: number | null }>`SELECT max(removed_at) AS at FROM threads WHERE id IN (${itemsOf(importId, 'thread')})`.compile(queries),
      );
      const at = Math.max(this.#now(), (newest?.at ?? 0) + 1);
      const items = (kind: 'thread' | 'folder') => sql`id IN (${itemsOf(importId, kind)}) AND removed_at IS NULL`;
      this.#connection.run(sql`UPDATE threads SET removed_at = ${at} WHERE ${items('thread')}`.compile(queries));
      for (let changed = 1; changed > 0;) {
        changed = this.#connection.run(
          sql`
            UPDATE folders SET removed_at = ${at} WHERE ${items('folder')}
              AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.folder_id = folders.id AND t.removed_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM folders f WHERE f.parent_id = folders.id AND f.removed_at IS NULL)`.compile(queries),
        );
      }
      this.#connection.run(queries.updateTable('imports').set({ undone_at: at }).where('id', '=', importId).compile());
      return toPastImport(this.#get(importId));
    });
  }

  async restore(importId: string): Promise<PastImport> {
    return this.#connection.transaction(() => {
      const { undone_at: undoneAt } = this.#get(importId);
      for (const kind of ['folder', 'thread'] as const) {
        this.#connection.run(
          sql`
            UPDATE ${sql.table(`${kind}s`)} SET removed_at = NULL
            WHERE id IN (${itemsOf(importId, kind)}) AND removed_at = ${undoneAt}`.compile(queries),
        );
      }
      this.#connection.run(queries.updateTable('imports').set({ undone_at: null }).where('id', '=', importId).compile());
      return toPastImport(this.#get(importId));
    });
  }

  async #classifyOne({ source, sourceId, hash }: KnownChat): Promise<ImportStatus> {
    const origins = this.#connection.all(
      sql<{ content_hash: string }>`
        SELECT o.content_hash FROM thread_origins o JOIN threads t ON t.id = o.thread_id
        WHERE o.source = ${source} AND o.source_id = ${sourceId} AND t.removed_at IS NULL`.compile(queries),
    );
    if (origins.some(({ content_hash: known }) => known === hash)) return 'same';
    const own = source === 'inkstone' ? this.#findLive(sourceId) : null;
    if (own !== null) return (await this.#hash(own)) === hash ? 'same' : 'changed';
    return origins.length > 0 ? 'changed' : 'new';
  }

  #findLive(id: string): ThreadId | null {
    const parsed = threadIdSchema.safeParse(id);
    if (!parsed.success) return null;
    const live = queries.selectFrom('threads').select('id').where('id', '=', parsed.data).where('removed_at', 'is', null);
    return this.#connection.find(live.compile())?.id ?? null;
  }

  async #hash(threadId: ThreadId): Promise<string> {
    const hash = createThreadHash();
    const places = new Map<string, number>();
    for (let after: number | null = null; ;) {
      const { messages, next } = await this.#exports.readMessages(threadId, after);
      for (const { id, parentId, role, text } of messages) {
        places.set(id, places.size + 1);
        hash.add(parentId === null ? null : (places.get(parentId) ?? null), role, text);
      }
      if (next === null) return hash.digest();
      after = next;
      await nextTurn();
    }
  }

  #take(importId: string, open: OpenThread | null, step: ImportStep): OpenThread | null {
    switch (step.type) {
      case 'folders':
        for (const folder of step.folders) this.#addFolder(importId, folder);
        return open;
      case 'thread':
        return { id: this.#beginThread(importId, step.thread), wantedId: step.thread.id, origin: step.origin, count: 0 };
      case 'message':
        if (open) insertMessage(this.#connection, open.id, open.count + 1, step.message);
        return open && { ...open, count: open.count + 1 };
      case 'end':
        if (open) this.#endThread(open, step.leaf, step.known);
        return null;
    }
  }

  #beginThread(importId: string, thread: NewThreadRow): ThreadId {
    const id = freeId(this.#connection, 'threads', thread.id, threadIdSchema.parse);
    this.#connection.run(
      queries
        .insertInto('threads')
        .values({
          id,
          kind: thread.kind,
          title: thread.title,
          title_source: thread.titleSource,
          is_pinned: thread.isPinned ? 1 : 0,
          active_leaf_id: null,
          parameters: JSON.stringify(thread.parameters),
          created_at: thread.createdAt,
          updated_at: thread.updatedAt,
          activity: nextActivity(this.#connection),
          removed_at: this.#now(),
          folder_id: thread.folderId === null ? null : this.#findFolder(thread.folderId),
          assistant_id: thread.assistantId,
          archived_at: thread.archivedAt,
          has_unseen: thread.hasUnseen ? 1 : 0,
        })
        .compile(),
    );
    const row = this.#connection.find(queries.selectFrom('threads').select('key').where('id', '=', id).compile());
    invariant(row, 'a thread that was added is there');
    reindexTitle(this.#connection, row.key, '', thread.title);
    this.#addItem(importId, 'thread', id);
    return id;
  }

  /** A chat of ours that kept its id is known by it. */
  #endThread({ id, wantedId, origin }: OpenThread, leaf: number | null, known: ThreadOrigin): void {
    const leafId = leaf === null ? null : (findByPlace(this.#connection, id, leaf) ?? null);
    this.#connection.run(queries.updateTable('threads').set({ active_leaf_id: leafId }).where('id', '=', id).compile());
    const kept = origin ?? (known.source === 'inkstone' && id === wantedId ? null : known);
    if (kept === null) return;
    const row = { thread_id: id, source: kept.source, source_id: kept.sourceId, content_hash: kept.hash };
    this.#connection.run(queries.insertInto('thread_origins').values(row).compile());
  }

  #addFolder(importId: string, { id, parentId, name, createdAt }: TransferFolder): void {
    if (this.#connection.find(queries.selectFrom('folders').select('id').where('id', '=', id).where('removed_at', 'is', null).compile()))
      return;
    const parent = parentId === null ? null : this.#findFolder(parentId);
    const position = sql<number>`(SELECT count(*) FROM folders WHERE parent_id IS ${parent} AND removed_at IS NULL)`;
    const taken = this.#connection.find(queries.selectFrom('folders').select('id').where('id', '=', id).compile());
    if (taken) {
      // It was deleted here: the chats of the import bring it back.
      const back = { parent_id: parent, name, position, removed_at: null };
      this.#connection.run(queries.updateTable('folders').set(back).where('id', '=', id).compile());
    } else {
      const row = { id, parent_id: parent, name, position, created_at: createdAt, removed_at: null };
      this.#connection.run(queries.insertInto('folders').values(row).compile());
    }
    this.#addItem(importId, 'folder', id);
  }

  #findFolder(folderId: FolderId): FolderId | null {
    const parsed = folderIdSchema.safeParse(folderId);
    if (!parsed.success) return null;
    const live = queries.selectFrom('folders').select('id').where('id', '=', parsed.data).where('removed_at', 'is', null);
    return this.#connection.find(live.compile())?.id ?? null;
  }

  #addItem(importId: string, kind: 'thread' | 'folder', itemId: string): void {
    const position = sql<number>`(SELECT coalesce(max(position), 0) + 1 FROM import_items WHERE import_id = ${importId})`;
    this.#connection.run(queries.insertInto('import_items').values({ import_id: importId, position, kind, item_id: itemId }).compile());
  }

  /** Our own files hold the threads in their order; other programs' are ordered by time. */
  async #place(importId: string, source: ImportSource): Promise<void> {
    const rows = this.#connection.all(
      sql<PlacedThread>`SELECT id, activity, updated_at AS updatedAt FROM threads ORDER BY activity DESC`.compile(queries),
    );
    const items = this.#connection.all(sql<{ item_id: string }>`${itemsOf(importId, 'thread')}`.compile(queries));
    const added = new Set<string>(items.map(({ item_id: id }) => id));
    const imported = rows.filter(({ id }) => added.has(id));
    if (source !== 'inkstone') imported.sort((a, b) => b.updatedAt - a.updatedAt);
    const existing = rows.filter(({ id }) => !added.has(id));
    const moved = mergeIntoList(existing, imported);
    for (let start = 0; start < moved.length; start += PLACED_AT_ONCE) {
      this.#connection.transaction(() => {
        for (const { thread, activity } of moved.slice(start, start + PLACED_AT_ONCE)) {
          // A thread that has been written in meanwhile is at the top already.
          const same = queries.updateTable('threads').set({ activity }).where('id', '=', thread.id).where('activity', '=', thread.activity);
          this.#connection.run(same.compile());
        }
      });
      await nextTurn();
    }
  }

  #get(importId: string): ImportRow {
    const row = this.#connection.find(queries.selectFrom('imports').selectAll().where('id', '=', importId).compile());
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }
}
