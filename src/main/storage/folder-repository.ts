/**
 * Folders of chats: a forest whose siblings stand in an order the user chose. A folder that is removed takes the folders in it
 * along; the chats in them go to the top level, and come back with it as long as nobody has put them elsewhere meanwhile.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { Folder } from '#shared/models/folder.ts';
import { folderIdSchema, type FolderId, type ThreadId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { FolderStore } from './store.ts';

interface Removal {
  readonly folderIds: readonly FolderId[];
  readonly threads: readonly { readonly id: ThreadId; readonly folder_id: FolderId | null }[];
}

const live = queries.selectFrom('folders').where('removed_at', 'is', null);

/** @throws AppError FOLDER_NOT_FOUND */
export function requireFolder(connection: Connection, folderId: FolderId): void {
  if (!connection.find(live.select('id').where('id', '=', folderId).compile())) throw new AppError('FOLDER_NOT_FOUND');
}

export class FolderRepository implements FolderStore {
  readonly #connection: Connection;
  readonly #now: () => number;
  /** What each removal took away. Undo is offered for seconds, so it need not outlive the process. */
  readonly #removals = new Map<FolderId, Removal>();

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async list(): Promise<Folder[]> {
    const rows = live.select(['id', 'parent_id', 'name']).orderBy('position').orderBy('created_at').orderBy('id');
    return this.#connection.all(rows.compile()).map(({ id, parent_id: parentId, name }) => ({ id, parentId, name }));
  }

  async create(name: string, parentId: FolderId | null): Promise<Folder> {
    return this.#connection.transaction(() => {
      if (parentId !== null) requireFolder(this.#connection, parentId);
      const id = folderIdSchema.parse(randomUUID());
      const position = this.#siblings(parentId).length;
      const values = { id, parent_id: parentId, name, position, created_at: this.#now(), removed_at: null };
      this.#connection.run(queries.insertInto('folders').values(values).compile());
      this.#number(parentId, this.#siblings(parentId));
      return { id, parentId, name };
    });
  }

  async rename(folderId: FolderId, name: string): Promise<Folder> {
    return this.#connection.transaction(() => {
      this.#connection.run(
        queries.updateTable('folders').set({ name }).where('id', '=', folderId).where('removed_at', 'is', null).compile(),
      );
      return this.#get(folderId);
    });
  }

  async move(folderId: FolderId, parentId: FolderId | null, beforeId: FolderId | null): Promise<Folder> {
    return this.#connection.transaction(() => {
      requireFolder(this.#connection, folderId);
      if (parentId !== null) requireFolder(this.#connection, parentId);
      if (parentId !== null && this.#listWithin(folderId).includes(parentId)) throw new AppError('FOLDER_INSIDE_ITSELF');
      this.#connection.run(queries.updateTable('folders').set({ parent_id: parentId }).where('id', '=', folderId).compile());
      const others = this.#siblings(parentId).filter((id) => id !== folderId);
      const at = beforeId === null ? -1 : others.indexOf(beforeId);
      this.#number(parentId, at === -1 ? [...others, folderId] : others.toSpliced(at, 0, folderId));
      return this.#get(folderId);
    });
  }

  async remove(folderId: FolderId): Promise<void> {
    this.#connection.transaction(() => {
      requireFolder(this.#connection, folderId);
      const folderIds = this.#listWithin(folderId);
      const inside = queries.selectFrom('threads').select(['id', 'folder_id']).where('folder_id', 'in', folderIds);
      this.#removals.set(folderId, { folderIds, threads: this.#connection.all(inside.compile()) });
      this.#connection.run(queries.updateTable('threads').set({ folder_id: null }).where('folder_id', 'in', folderIds).compile());
      this.#connection.run(queries.updateTable('folders').set({ removed_at: this.#now() }).where('id', 'in', folderIds).compile());
    });
  }

  async restore(folderId: FolderId): Promise<Folder> {
    const removal = this.#removals.get(folderId);
    if (!removal) throw new AppError('FOLDER_NOT_FOUND');
    const folder = this.#connection.transaction(() => {
      this.#connection.run(queries.updateTable('folders').set({ removed_at: null }).where('id', 'in', removal.folderIds).compile());
      const { parentId } = this.#get(folderId);
      const isHomeless = parentId !== null && !this.#connection.find(live.select('id').where('id', '=', parentId).compile());
      if (isHomeless) this.#connection.run(queries.updateTable('folders').set({ parent_id: null }).where('id', '=', folderId).compile());
      for (const { id, folder_id } of removal.threads) {
        const back = queries.updateTable('threads').set({ folder_id }).where('id', '=', id).where('folder_id', 'is', null);
        this.#connection.run(back.compile());
      }
      return this.#get(folderId);
    });
    this.#removals.delete(folderId);
    return folder;
  }

  #get(folderId: FolderId): Folder {
    const row = this.#connection.find(live.select(['id', 'parent_id', 'name']).where('id', '=', folderId).compile());
    if (!row) throw new AppError('FOLDER_NOT_FOUND');
    return { id: row.id, parentId: row.parent_id, name: row.name };
  }

  #siblings(parentId: FolderId | null): FolderId[] {
    const inOrder = live.select('id').where('parent_id', 'is', parentId).orderBy('position').orderBy('created_at').orderBy('id');
    return this.#connection.all(inOrder.compile()).map(({ id }) => id);
  }

  #number(parentId: FolderId | null, folderIds: readonly FolderId[]): void {
    for (const [position, id] of folderIds.entries()) {
      const place = queries.updateTable('folders').set({ position }).where('id', '=', id).where('parent_id', 'is', parentId);
      this.#connection.run(place.where('position', '<>', position).compile());
    }
  }

  /** The folder and every live one below it. */
  #listWithin(folderId: FolderId): FolderId[] {
    const within = sql<{ id: FolderId }>`
      WITH RECURSIVE within (id) AS (
        SELECT ${folderId}
        UNION
        SELECT below.id FROM within JOIN folders below ON below.parent_id = within.id WHERE below.removed_at IS NULL
      )
      SELECT id FROM within`;
    return this.#connection.all(within.compile(queries)).map(({ id }) => id);
  }
}
