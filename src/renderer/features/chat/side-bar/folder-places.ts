/** Where a folder stands among the folders beside it, and where it would. Pure. */
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId } from '#shared/models/ids.ts';
import type { FolderPlace } from './order-actions.ts';
import type { DropTarget } from './use-drag.ts';

const beside = (folders: readonly Folder[], parentId: FolderId | null): readonly Folder[] =>
  folders.filter((folder) => folder.parentId === parentId);

export function placeOf(folders: readonly Folder[], { id, parentId }: Folder): FolderPlace {
  const siblings = beside(folders, parentId);
  return { parentId, beforeId: siblings[siblings.findIndex((folder) => folder.id === id) + 1]?.id ?? null };
}

/** One place up or down among its siblings; null at the end. */
export function shiftedPlace(folders: readonly Folder[], { id, parentId }: Folder, by: -1 | 1): FolderPlace | null {
  const siblings = beside(folders, parentId);
  const at = siblings.findIndex((folder) => folder.id === id);
  if (at === -1 || !siblings[at + by]) return null;
  return { parentId, beforeId: siblings[by === -1 ? at - 1 : at + 2]?.id ?? null };
}

/** null: it would stay where it is. */
export function placeAfterDrop(folders: readonly Folder[], moved: Folder, { folderId, place }: DropTarget): FolderPlace | null {
  const target = folders.find(({ id }) => id === folderId);
  if (!target) return { parentId: null, beforeId: null };
  if (target.id === moved.id) return null;
  if (place === 'into') return { parentId: target.id, beforeId: null };
  const others = beside(folders, target.parentId).filter(({ id }) => id !== moved.id);
  const at = others.findIndex(({ id }) => id === target.id) + (place === 'after' ? 1 : 0);
  return { parentId: target.parentId, beforeId: others[at]?.id ?? null };
}
