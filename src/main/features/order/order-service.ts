/** Use cases of order: folders, archive, pins and stars, for one chat or many at once; and the keeping of a temporary chat. */
import type { SearchHit } from '#shared/models/search.ts';
import type { FolderId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { Store } from '#main/storage/store.ts';

export interface OrderDeps {
  readonly store: Pick<Store, 'order' | 'folders' | 'temporary'>;
  onChanged(topic: 'threads' | 'messages', threadId: ThreadId | null): void;
  /** The thread is about to go: its running generations end first. */
  onRemoving(threadId: ThreadId): Promise<void>;
}

export interface OrderService {
  setFolder(threadIds: readonly ThreadId[], folderId: FolderId | null): Promise<void>;
  setArchived(threadIds: readonly ThreadId[], isArchived: boolean): Promise<void>;
  setPinned(threadIds: readonly ThreadId[], isPinned: boolean): Promise<void>;
  remove(threadIds: readonly ThreadId[]): Promise<void>;
  restore(threadIds: readonly ThreadId[]): Promise<void>;
  setStarred(messageId: MessageId, isStarred: boolean): Promise<Message>;
  listStarred(page: { limit: number; offset: number }): Promise<SearchHit[]>;
  /** A temporary chat becomes one like all others. */
  keep(threadId: ThreadId): Promise<Thread>;
  readonly folders: Store['folders'];
}

export function createOrderService({ store, onChanged, onRemoving }: OrderDeps): OrderService {
  /** One thread is named, so that a window that shows it asks for it alone. */
  const changed = (threadIds: readonly ThreadId[]): void => onChanged('threads', (threadIds.length === 1 && threadIds[0]) || null);
  const announcing = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    onChanged('threads', null);
    return result;
  };
  const { order, folders, temporary } = store;
  return {
    setFolder: async (threadIds, folderId) => {
      await order.setFolder(threadIds, folderId);
      changed(threadIds);
    },
    setArchived: async (threadIds, isArchived) => {
      await order.setArchived(threadIds, isArchived);
      changed(threadIds);
    },
    setPinned: async (threadIds, isPinned) => {
      await order.setPinned(threadIds, isPinned);
      changed(threadIds);
    },
    remove: async (threadIds) => {
      await Promise.all(threadIds.map(onRemoving));
      await order.remove(threadIds);
      changed(threadIds);
    },
    restore: async (threadIds) => {
      await order.restore(threadIds);
      changed(threadIds);
    },
    setStarred: async (messageId, isStarred) => {
      const message = await order.setStarred(messageId, isStarred);
      onChanged('messages', message.threadId);
      return message;
    },
    listStarred: (page) => order.listStarred(page),
    keep: async (threadId) => {
      const thread = await temporary.keep(threadId);
      changed([threadId]);
      return thread;
    },
    folders: {
      list: () => folders.list(),
      create: (name, parentId) => announcing(folders.create(name, parentId)),
      rename: (folderId, name) => announcing(folders.rename(folderId, name)),
      move: (folderId, parentId, beforeId) => announcing(folders.move(folderId, parentId, beforeId)),
      remove: (folderId) => announcing(folders.remove(folderId)),
      restore: (folderId) => announcing(folders.restore(folderId)),
    },
  };
}
