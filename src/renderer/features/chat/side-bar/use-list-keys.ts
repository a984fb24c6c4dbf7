/** The keyboard in the list of chats: moving, selecting, opening folders, and carrying chats and folders elsewhere. */
import type { KeyboardEvent, RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { VirtualizerHandle } from 'virtua';
import type { FolderId } from '#shared/models/ids.ts';
import { listKeyAction } from './list-keys.ts';
import type { ListKeyAction } from './list-keys.ts';
import { folderKey, withinFolder } from './list-rows.ts';
import type { FolderListRow, ListRow, ThreadListRow } from './list-rows.ts';
import { carry, endSelection, selectAll, selectTo, toggleSelected, useListSelection } from './list-selection.ts';
import { selectable } from './use-list-handlers.ts';
import type { ListHandlers } from './use-list-handlers.ts';
import type { ListRows } from './use-list-rows.ts';

export interface ListKeysOptions {
  readonly list: ListRows;
  readonly container: RefObject<HTMLElement | null>;
  readonly virtualizer: RefObject<VirtualizerHandle | null>;
  readonly setFocusedKey: (rowKey: string) => void;
  readonly handlers: ListHandlers;
}

const FRAMES_TO_MEASURE = 20;

type FocusRow = ThreadListRow | FolderListRow;
const isFocusRow = (row: ListRow | undefined): row is FocusRow => row?.kind === 'thread' || row?.kind === 'folder';

export function useListKeys({ list, container, virtualizer, setFocusedKey, handlers }: ListKeysOptions) {
  const { rows, threads, folders } = list;

  /** The row may not be drawn yet: it becomes the tab stop, which always is, though hidden until it has been measured. */
  const focus = (row: ListRow | undefined): void => {
    if (!isFocusRow(row)) return;
    flushSync(() => setFocusedKey(row.key));
    virtualizer.current?.scrollToIndex(rows.indexOf(row), { align: 'nearest' });
    const tryFocus = (framesLeft: number): void => {
      const element = container.current?.querySelector<HTMLElement>(`[data-row="${row.key}"] [data-row-focus]`);
      element?.focus({ preventScroll: true });
      if (document.activeElement !== element && framesLeft > 0) requestAnimationFrame(() => tryFocus(framesLeft - 1));
    };
    tryFocus(FRAMES_TO_MEASURE);
  };

  const target = (at: number, to: 'next' | 'previous' | 'first' | 'last'): FocusRow | undefined => {
    const found = {
      next: () => rows.slice(at + 1).find(isFocusRow),
      previous: () => rows.slice(0, at).findLast(isFocusRow),
      first: () => rows.find(isFocusRow),
      last: () => rows.findLast(isFocusRow),
    }[to]();
    return isFocusRow(found) ? found : undefined;
  };

  const move = (row: FocusRow, to: 'next' | 'previous' | 'first' | 'last', isExtending: boolean): void => {
    const next = target(rows.indexOf(row), to);
    if (!next) return;
    const isChat = next.kind === 'thread' && !next.thread.isTemporary;
    if (isExtending && isChat) selectTo(selectable(threads), next.thread.id, row.kind === 'thread' ? row.thread.id : null);
    focus(next);
  };

  const cut = (row: FocusRow): void => {
    if (row.kind === 'folder') return carry({ kind: 'folder', folderId: row.folder.id, isCut: true });
    if (row.thread.isTemporary) return;
    carry({ kind: 'threads', threadIds: handlers.subjects(row.thread).map(({ id }) => id), isCut: true });
  };

  const paste = (row: FocusRow): void => {
    const { carried } = useListSelection.getState();
    if (!carried?.isCut) return;
    const folderId: FolderId | null = row.kind === 'folder' ? row.folder.id : row.thread.folderId;
    if (carried.kind === 'threads') handlers.dropThreads(carried.threadIds, folderId);
    else if (folderId !== null && withinFolder(folders, carried.folderId).has(folderId)) return;
    else handlers.dropFolder(carried.folderId, { rowKey: folderId && folderKey(folderId), folderId, place: 'into' });
    carry(null);
  };

  const openOrEnter = (row: FocusRow): void => {
    if (row.kind !== 'folder') return;
    const next = target(rows.indexOf(row), 'next');
    if (!row.isOpen) list.setOpen([row.folder.id], true);
    else if (next && next.depth > row.depth) focus(next);
  };

  const closeOrLeave = (row: FocusRow): void => {
    if (row.kind === 'folder' && row.isOpen) return list.setOpen([row.folder.id], false);
    const parentId = row.kind === 'folder' ? row.folder.parentId : row.thread.folderId;
    return focus(rows.find(({ key }) => parentId !== null && key === folderKey(parentId)));
  };

  const run = (action: ListKeyAction, row: FocusRow): void => {
    switch (action.do) {
      case 'focus':
        return move(row, action.to, action.isExtending);
      case 'toggle':
        if (row.kind === 'folder') return handlers.folder.toggle(row.folder);
        return row.thread.isTemporary ? undefined : toggleSelected(row.thread.id);
      case 'all':
        return selectAll(selectable(threads), false);
      case 'end':
        if (useListSelection.getState().carried) return carry(null);
        return endSelection();
      case 'rename':
        return row.kind === 'folder' ? handlers.folder.renaming(row.folder) : handlers.thread.renaming(row.thread);
      case 'remove':
        if (row.kind === 'folder') handlers.folder.remove(row.folder);
        else handlers.thread.remove(row.thread);
        return undefined;
      case 'cut':
        return cut(row);
      case 'paste':
        return paste(row);
      case 'open':
        return openOrEnter(row);
      case 'close':
        return closeOrLeave(row);
      case 'shift':
        return row.kind === 'folder' ? handlers.folder.shift(row.folder, action.by) : undefined;
    }
  };

  return (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !(event.target instanceof Element) || !event.target.matches('[data-row-focus]')) return;
    const key = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    const row = rows.find((each) => each.key === key);
    const action = listKeyAction(event.nativeEvent);
    if (!isFocusRow(row) || !action) return;
    const { selectedIds, carried } = useListSelection.getState();
    // An Escape that ends nothing here may close the side bar.
    if (action.do === 'end' && selectedIds.size === 0 && !carried) return;
    event.preventDefault();
    run(action, row);
  };
}
