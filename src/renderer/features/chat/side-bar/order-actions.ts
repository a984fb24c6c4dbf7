/** What puts chats and folders in order, each with its undo and with what the user sees when it fails. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { refreshMessages } from '../use-messages.ts';

export interface OrderActions {
  move(threads: readonly Thread[], folder: Folder | null): Promise<void>;
  archive(threads: readonly Thread[], isArchived: boolean): Promise<void>;
  pin(threads: readonly Thread[], isPinned: boolean): Promise<void>;
  /** `next`: where to go when the open chat is among them. */
  remove(threads: readonly Thread[], next: ThreadId | null | undefined): Promise<void>;
  keep(threadId: ThreadId): Promise<void>;
  setStarred(threadId: ThreadId, messageId: MessageId, isStarred: boolean): Promise<void>;
  /** null: it could not be made. */
  createFolder(name: string, parentId: FolderId | null): Promise<Folder | null>;
  renameFolder(folder: Folder, name: string): Promise<void>;
  /** `before` null: behind all others. `before` of the folder as it was serves the undo. */
  moveFolder(folder: Folder, to: FolderPlace, from: FolderPlace): Promise<void>;
  removeFolder(folder: Folder): Promise<void>;
}

export interface FolderPlace {
  readonly parentId: FolderId | null;
  readonly beforeId: FolderId | null;
}

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['threads'] });
const idsOf = (threads: readonly Thread[]): ThreadId[] => threads.map(({ id }) => id);

/** What undoes a move: each chat back to where it was. */
function byFolder(threads: readonly Thread[]): ReadonlyMap<FolderId | null, ThreadId[]> {
  const folders = new Map<FolderId | null, ThreadId[]>();
  for (const { id, folderId } of threads) folders.set(folderId, [...(folders.get(folderId) ?? []), id]);
  return folders;
}

export function useOrderActions(): OrderActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  return useMemo(() => {
    const attempt = async <T>(work: () => Promise<T>): Promise<{ value: T } | null> => {
      try {
        const value = await work();
        await refresh();
        return { value };
      } catch (cause) {
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
        return null;
      }
    };
    /** Does it, says so and offers the way back. */
    const undoable = async (work: () => Promise<unknown>, text: string, undo: () => Promise<unknown>): Promise<boolean> => {
      if (!(await attempt(work))) return false;
      showToast({ text, action: { label: t('common.action.undo'), onSelect: () => void attempt(undo) } });
      return true;
    };
    const named = (threads: readonly Thread[]): { count: number; title: string } => ({
      count: threads.length,
      title: threads[0]?.title || t('chat.threads.untitled'),
    });
    return {
      move: async (threads, folder) => {
        const folderId = folder?.id ?? null;
        const moved = threads.filter((thread) => thread.folderId !== folderId);
        if (moved.length === 0) return;
        const text = folder
          ? t('order.folders.moved', { ...named(moved), folder: folder.name })
          : t('order.folders.movedOut', named(moved));
        await undoable(
          () => rpc.threads.setFolder({ threadIds: idsOf(moved), folderId }),
          text,
          () => Promise.all([...byFolder(moved)].map(([before, threadIds]) => rpc.threads.setFolder({ threadIds, folderId: before }))),
        );
      },
      archive: async (threads, isArchived) => {
        const threadIds = idsOf(threads);
        const text = isArchived ? t('order.archive.archived', named(threads)) : t('order.archive.back', named(threads));
        await undoable(
          () => rpc.threads.setArchived({ threadIds, isArchived }),
          text,
          () => rpc.threads.setArchived({ threadIds, isArchived: !isArchived }),
        );
      },
      pin: async (threads, isPinned) => {
        await attempt(() => rpc.threads.setAllPinned({ threadIds: idsOf(threads), isPinned }));
      },
      remove: async (threads, next) => {
        const threadIds = idsOf(threads);
        const removed = (): Promise<void> => rpc.threads.removeAll({ threadIds });
        if (await undoable(removed, t('order.select.deleted', named(threads)), () => rpc.threads.restoreAll({ threadIds }))) {
          if (next !== undefined) navigate(next === null ? '/chat' : `/chat/${next}`);
        }
      },
      keep: async (threadId) => {
        if (await attempt(() => rpc.threads.keep({ threadId }))) showToast({ text: t('order.temporary.kept') });
      },
      setStarred: async (threadId, messageId, isStarred) => {
        if (await attempt(() => rpc.threads.setStarred({ messageId, isStarred }))) await refreshMessages(threadId);
      },
      createFolder: async (name, parentId) => (await attempt(() => rpc.folders.create({ name, parentId })))?.value ?? null,
      renameFolder: async ({ id: folderId, name: before }, wanted) => {
        const name = wanted.trim().slice(0, 100);
        if (name !== '' && name !== before) await attempt(() => rpc.folders.rename({ folderId, name }));
      },
      moveFolder: async ({ id: folderId, name }, to, from) => {
        await undoable(
          () => rpc.folders.move({ folderId, ...to }),
          t('order.folders.folderMoved', { name }),
          () => rpc.folders.move({ folderId, ...from }),
        );
      },
      removeFolder: async ({ id: folderId, name }) => {
        await undoable(
          () => rpc.folders.remove({ folderId }),
          t('order.folders.deleted', { name }),
          () => rpc.folders.restore({ folderId }),
        );
      },
    };
  }, [t, errorText, navigate]);
}
