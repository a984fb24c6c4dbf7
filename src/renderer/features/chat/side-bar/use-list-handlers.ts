/** What the rows of the list do, by mouse, menu, keyboard or drag. The returned objects stay the same over all renders. */
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { placeAfterDrop, placeOf, shiftedPlace } from './folder-places.ts';
import type { FolderRowHandlers } from './folder-row.tsx';
import { threadKey } from './list-rows.ts';
import { endSelection, selectTo, toggleSelected, useListSelection } from './list-selection.ts';
import { useOrderActions } from './order-actions.ts';
import { askWhere, useOrderUi } from './order-ui-store.ts';
import { useThreadActions } from '../thread-actions.ts';
import type { ThreadRowHandlers } from './thread-row.tsx';
import type { DropTarget } from './use-drag.ts';
import type { ListRows } from './use-list-rows.ts';
import { prefetchMessages } from '../use-messages.ts';

export interface ListHandlers {
  readonly thread: ThreadRowHandlers;
  readonly folder: FolderRowHandlers;
  /** All of the selection when the chat is in it, else the chat alone. */
  readonly subjects: (thread: Thread) => readonly Thread[];
  readonly selected: () => readonly Thread[];
  readonly removeThreads: (threads: readonly Thread[]) => void;
  readonly moveThreads: (threads: readonly Thread[], folderId: FolderId | null) => void;
  readonly dropThreads: (threadIds: readonly ThreadId[], folderId: FolderId | null) => void;
  readonly dropFolder: (folderId: FolderId, target: DropTarget) => void;
}

export interface ListHandlersOptions {
  readonly list: ListRows;
  readonly threadId: ThreadId | null;
  readonly onOpen: () => void;
  readonly setFocusedKey: (rowKey: string) => void;
  readonly setRenamingId: (id: ThreadId | FolderId | null) => void;
}

/** The chat to show when these go away: the one behind the open one, else the one in front. */
function nextOf(threads: readonly Thread[], removed: readonly Thread[], openId: ThreadId | null): ThreadId | null | undefined {
  const gone = new Set(removed.map(({ id }) => id));
  if (openId === null || !gone.has(openId)) return undefined;
  const at = threads.findIndex(({ id }) => id === openId);
  const isLeft = ({ id }: Thread): boolean => !gone.has(id);
  return (threads.slice(at + 1).find(isLeft) ?? threads.slice(0, at).findLast(isLeft))?.id ?? null;
}

export function useListHandlers(options: ListHandlersOptions): ListHandlers {
  const { t } = useTranslation();
  const actions = useThreadActions();
  const order = useOrderActions();
  const now = { ...options, actions, order, t };
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return useMemo(() => {
    const list = (): ListRows => latest.current.list;
    const threadsOf = (ids: ReadonlySet<ThreadId>): readonly Thread[] => list().threads.filter(({ id }) => ids.has(id));
    const selected = (): readonly Thread[] => threadsOf(useListSelection.getState().selectedIds);
    const subjects = (thread: Thread): readonly Thread[] =>
      useListSelection.getState().selectedIds.has(thread.id) ? selected() : [thread];
    const removeThreads = (threads: readonly Thread[]): void => {
      const { order: run, threadId } = latest.current;
      void run.remove(threads, nextOf(list().threads, threads, threadId));
      endSelection();
    };
    const moveThreads = (threads: readonly Thread[], folderId: FolderId | null): void => {
      const folder = list().folders.find(({ id }) => id === folderId) ?? null;
      void latest.current.order.move(threads, folder);
      if (folder) list().setOpen([folder.id], true);
      endSelection();
    };
    const moveFolder = (folder: Folder, to: { parentId: FolderId | null; beforeId: FolderId | null } | null): void => {
      if (!to) return;
      void latest.current.order.moveFolder(folder, to, placeOf(list().folders, folder));
      if (to.parentId) list().setOpen([to.parentId], true);
    };
    const createFolder = async (parent: Folder): Promise<void> => {
      const made = await latest.current.order.createFolder(latest.current.t('order.folders.untitled'), parent.id);
      if (!made) return;
      list().setOpen([parent.id, made.id], true);
      useOrderUi.setState({ namingId: made.id });
    };
    return {
      thread: {
        click: (thread, event) => {
          const isRange = event.shiftKey;
          if (!isRange && !event.ctrlKey && !event.metaKey) {
            endSelection();
            latest.current.onOpen();
            return;
          }
          event.preventDefault();
          if (thread.isTemporary) return;
          if (isRange) selectTo(selectable(list().threads), thread.id, latest.current.threadId);
          else toggleSelected(thread.id);
          latest.current.setFocusedKey(threadKey(thread.id));
        },
        focus: (rowKey) => latest.current.setFocusedKey(rowKey),
        near: ({ id }) => void prefetchMessages(id),
        renaming: (thread) => latest.current.setRenamingId(thread?.id ?? null),
        rename: (thread, title) => void latest.current.actions.rename(thread, title),
        pin: (thread) => void latest.current.order.pin(subjects(thread), !thread.isPinned),
        move: (thread) => askWhere({ kind: 'threads', threads: subjects(thread) }),
        archive: (thread) => {
          void latest.current.order.archive(subjects(thread), !thread.isArchived);
          endSelection();
        },
        select: ({ id }) => toggleSelected(id),
        keep: ({ id }) => void latest.current.order.keep(id),
        remove: (thread) => removeThreads(subjects(thread)),
      },
      folder: {
        toggle: ({ id }) => list().setOpen([id], !list().openIds.has(id)),
        focus: (rowKey) => latest.current.setFocusedKey(rowKey),
        renaming: (folder) => latest.current.setRenamingId(folder?.id ?? null),
        rename: (folder, name) => void latest.current.order.renameFolder(folder, name),
        create: (parent) => void createFolder(parent),
        move: (folder) => askWhere({ kind: 'folder', folder }),
        shift: (folder, by) => moveFolder(folder, shiftedPlace(list().folders, folder, by)),
        remove: (folder) => void latest.current.order.removeFolder(folder),
      },
      subjects,
      selected,
      removeThreads,
      moveThreads,
      dropThreads: (threadIds, folderId) => moveThreads(threadsOf(new Set(threadIds)), folderId),
      dropFolder: (folderId, target) => {
        const folder = list().folders.find(({ id }) => id === folderId);
        if (folder) moveFolder(folder, placeAfterDrop(list().folders, folder, target));
      },
    };
  }, []);
}

/** Temporary chats are not put in order with others. */
export const selectable = (threads: readonly Thread[]): ThreadId[] => threads.flatMap(({ id, isTemporary }) => (isTemporary ? [] : [id]));
