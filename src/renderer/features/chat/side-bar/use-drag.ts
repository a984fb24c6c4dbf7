/**
 * Dragging chats and folders within the list, with the browser's own drag and drop. Nothing of a chat is put into what is
 * dragged, so that it cannot be dropped anywhere else.
 */
import type { DragEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';
import { withinFolder } from './list-rows.ts';
import type { ListRow } from './list-rows.ts';
import { carry, useListSelection } from './list-selection.ts';
import type { Carried } from './list-selection.ts';
import type { ListRows } from './use-list-rows.ts';

export type DropPlace = 'into' | 'before' | 'after';

/** `rowKey` null: the top level. */
export interface DropTarget {
  readonly rowKey: string | null;
  readonly folderId: FolderId | null;
  readonly place: DropPlace;
}

const TYPE = 'application/x-inkstone-list';
const OPENS_AFTER_MS = 700;
/** The part of a folder's height at each end that means beside it. */
const EDGE = 0.25;

const rowUnder = (rows: readonly ListRow[], target: EventTarget): { row: ListRow | undefined; element: HTMLElement | null } => {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return { row: rows.find(({ key }) => key === element?.dataset['row']), element };
};

export interface DragOptions extends Pick<ListRows, 'rows' | 'folders' | 'setOpen'> {
  readonly onDropThreads: (threadIds: readonly ThreadId[], folderId: FolderId | null) => void;
  readonly onDropFolder: (folderId: FolderId, target: DropTarget) => void;
}

export function useDrag({ rows, folders, setOpen, onDropThreads, onDropFolder }: DragOptions) {
  const [target, setTarget] = useState<DropTarget | null>(null);
  const opening = useRef<{ readonly rowKey: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null);

  const stopOpening = (): void => {
    if (opening.current) clearTimeout(opening.current.timer);
    opening.current = null;
  };
  useEffect(() => stopOpening, []);

  const targetOf = (event: DragEvent, carried: Carried): DropTarget | null => {
    const { row, element } = rowUnder(rows, event.target);
    if (carried.kind === 'folder') {
      if (row?.kind !== 'folder' || !element) return { rowKey: null, folderId: null, place: 'into' };
      if (withinFolder(folders, carried.folderId).has(row.folder.id)) return null;
      const { top, height } = element.getBoundingClientRect();
      const at = (event.clientY - top) / height;
      return { rowKey: row.key, folderId: row.folder.id, place: at < EDGE ? 'before' : at > 1 - EDGE ? 'after' : 'into' };
    }
    if (row?.kind === 'folder') return { rowKey: row.key, folderId: row.folder.id, place: 'into' };
    const folderId = row?.kind === 'thread' ? row.thread.folderId : row?.kind === 'empty' ? row.folderId : null;
    return { rowKey: folderId === null ? null : `folder:${folderId}`, folderId, place: 'into' };
  };

  const openSoon = (event: DragEvent): void => {
    const { row } = rowUnder(rows, event.target);
    if (opening.current?.rowKey === row?.key) return;
    stopOpening();
    if (row?.kind !== 'folder' || row.isOpen) return;
    const timer = setTimeout(() => setOpen([row.folder.id], true), OPENS_AFTER_MS);
    opening.current = { rowKey: row.key, timer };
  };

  return {
    target,
    handlers: {
      onDragStart: (event: DragEvent) => {
        const { row } = rowUnder(rows, event.target);
        if (row?.kind !== 'thread' && row?.kind !== 'folder') return event.preventDefault();
        event.dataTransfer.clearData();
        event.dataTransfer.setData(TYPE, 'list');
        event.dataTransfer.effectAllowed = 'move';
        if (row.kind === 'folder') return carry({ kind: 'folder', folderId: row.folder.id, isCut: false });
        const { selectedIds } = useListSelection.getState();
        const threadIds = selectedIds.has(row.thread.id) ? [...selectedIds] : [row.thread.id];
        return carry({ kind: 'threads', threadIds, isCut: false });
      },
      onDragOver: (event: DragEvent) => {
        const { carried } = useListSelection.getState();
        if (!carried || !event.dataTransfer.types.includes(TYPE)) return;
        const next = targetOf(event, carried);
        openSoon(event);
        setTarget((old) => (old && next && old.rowKey === next.rowKey && old.place === next.place ? old : next));
        if (!next) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
      },
      onDragLeave: (event: DragEvent) => {
        if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
        stopOpening();
        setTarget(null);
      },
      onDrop: (event: DragEvent) => {
        const { carried } = useListSelection.getState();
        const dropped = carried && event.dataTransfer.types.includes(TYPE) ? targetOf(event, carried) : null;
        stopOpening();
        setTarget(null);
        carry(null);
        if (!carried || !dropped) return;
        event.preventDefault();
        if (carried.kind === 'threads') onDropThreads(carried.threadIds, dropped.folderId);
        else onDropFolder(carried.folderId, dropped);
      },
      onDragEnd: () => {
        stopOpening();
        setTarget(null);
        carry(null);
      },
    },
  };
}
