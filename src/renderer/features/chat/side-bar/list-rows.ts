/** What the list of chats shows, from top to bottom: temporary, pinned, folders with what is open in them, then by day. Pure. */
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';
import type { Thread, UnseenThread } from '#shared/models/thread.ts';
import { groupThreads } from './thread-groups.ts';
import type { ThreadGroup } from './thread-groups.ts';

export interface ThreadListRow {
  readonly kind: 'thread';
  readonly key: string;
  readonly thread: Thread;
  readonly depth: number;
}
export interface FolderListRow {
  readonly kind: 'folder';
  readonly key: string;
  readonly folder: Folder;
  readonly depth: number;
  readonly isOpen: boolean;
}
export type ListRow =
  | ThreadListRow
  | FolderListRow
  | { readonly kind: 'heading'; readonly key: string; readonly group: ThreadGroup | null }
  | { readonly kind: 'empty'; readonly key: string; readonly folderId: FolderId; readonly depth: number }
  /** More chats of this place come when it is drawn. */
  | { readonly kind: 'more'; readonly key: string; readonly folderId: FolderId | null };

/** A stretch of chats, and whether there are more behind it. */
export interface Loaded {
  readonly threads: readonly Thread[];
  readonly hasMore: boolean;
}

export interface ListContent {
  /** In no folder. */
  readonly top: Loaded;
  readonly folders: readonly Folder[];
  readonly openIds: ReadonlySet<FolderId>;
  /** What has come of the open folders. */
  readonly inside: ReadonlyMap<FolderId, Loaded>;
}

export const threadKey = (threadId: ThreadId): string => `thread:${threadId}`;
export const folderKey = (folderId: FolderId): string => `folder:${folderId}`;

const threadRow = (thread: Thread, depth: number): ThreadListRow => ({ kind: 'thread', key: threadKey(thread.id), thread, depth });
const more = (folderId: FolderId | null): ListRow => ({ kind: 'more', key: `more:${folderId ?? ''}`, folderId });

function byParent(folders: readonly Folder[]): ReadonlyMap<FolderId | null, readonly Folder[]> {
  const children = new Map<FolderId | null, Folder[]>();
  for (const folder of folders) {
    const siblings = children.get(folder.parentId);
    if (siblings) siblings.push(folder);
    else children.set(folder.parentId, [folder]);
  }
  return children;
}

/** All folders with their depth, each under its parent; closed ones hide what is in them when `openIds` is given. */
export function walkFolders(folders: readonly Folder[], openIds?: ReadonlySet<FolderId>): { folder: Folder; depth: number }[] {
  const children = byParent(folders);
  const waiting = (children.get(null) ?? []).map((folder) => ({ folder, depth: 0 })).reverse();
  const walked: { folder: Folder; depth: number }[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, depth } = next;
    walked.push(next);
    if (openIds && !openIds.has(folder.id)) continue;
    for (const child of (children.get(folder.id) ?? []).toReversed()) waiting.push({ folder: child, depth: depth + 1 });
  }
  return walked;
}

/** The folder and all in it: where it cannot go. */
export function withinFolder(folders: readonly Folder[], folderId: FolderId): ReadonlySet<FolderId> {
  const within = new Set([folderId]);
  for (const { folder } of walkFolders(folders)) if (folder.parentId && within.has(folder.parentId)) within.add(folder.id);
  return within;
}

/** The folders that lead to a chat with an unseen answer. */
export function foldersWithUnseen(folders: readonly Folder[], unseen: readonly UnseenThread[]): ReadonlySet<FolderId> {
  const parents = new Map(folders.map(({ id, parentId }) => [id, parentId]));
  const marked = new Set<FolderId>();
  for (const { folderId } of unseen) {
    for (let id = folderId; id !== null && !marked.has(id); id = parents.get(id) ?? null) marked.add(id);
  }
  return marked;
}

function folderRows({ folders, openIds, inside }: ListContent): ListRow[] {
  const rows: ListRow[] = [];
  /** Chats of a folder come behind the folders in it. */
  const pending: { readonly folderId: FolderId; readonly depth: number }[] = [];
  const close = (depth: number): void => {
    for (let last = pending.at(-1); last && last.depth >= depth; last = pending.at(-1)) {
      pending.pop();
      rows.push(...contentRows(last.folderId, last.depth + 1));
    }
  };
  const contentRows = (folderId: FolderId, depth: number): ListRow[] => {
    const content = inside.get(folderId);
    if (!content) return [];
    const hasFolders = folders.some(({ parentId }) => parentId === folderId);
    if (content.threads.length === 0 && !hasFolders) return [{ kind: 'empty', key: `empty:${folderId}`, folderId, depth }];
    return [...content.threads.map((thread) => threadRow(thread, depth)), ...(content.hasMore ? [more(folderId)] : [])];
  };
  for (const { folder, depth } of walkFolders(folders, openIds)) {
    close(depth);
    const isOpen = openIds.has(folder.id);
    rows.push({ kind: 'folder', key: folderKey(folder.id), folder, depth, isOpen });
    if (isOpen) pending.push({ folderId: folder.id, depth });
  }
  close(0);
  return rows;
}

/** Of a chat that one list has still and another already, the first: a key must not occur twice. */
function once(rows: readonly ListRow[]): ListRow[] {
  const keys = new Set<string>();
  return rows.filter(({ key }) => !keys.has(key) && keys.add(key));
}

export function listRows(content: ListContent, now: Date): ListRow[] {
  const groups = groupThreads(content.top.threads, now);
  const rowsOf = (group: ThreadGroup): ListRow[] => [
    { kind: 'heading', key: group.key, group },
    ...group.threads.map((thread) => threadRow(thread, 0)),
  ];
  const isFirst = ({ name }: ThreadGroup): boolean => name === 'temporary' || name === 'pinned';
  const folders = folderRows(content);
  return once([
    ...groups.filter(isFirst).flatMap(rowsOf),
    ...(folders.length > 0 ? [{ kind: 'heading' as const, key: 'folders', group: null }, ...folders] : []),
    ...groups.filter((group) => !isFirst(group)).flatMap(rowsOf),
    ...(content.top.hasMore ? [more(null)] : []),
  ]);
}
