/** Use cases over the tree of a thread. A message that is being written is stopped before it goes: whoever deletes it wants it to end. */
import type { BranchMap } from '#shared/models/branch.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import type { Removal, Store } from '#main/storage/store.ts';

export interface TreeDeps {
  readonly store: Pick<Store, 'tree'>;
  readonly hub: Pick<GenerationHub, 'listLive' | 'cancel'>;
  onChanged(topic: 'threads' | 'messages', threadId: ThreadId): void;
}

export interface TreeService {
  /** Soft; `restoreMessages` undoes it until the grace time is over. */
  removeMessages(removal: Removal): Promise<{ removalId: string; thread: Thread }>;
  restoreMessages(removalId: string): Promise<Thread>;
  fork(messageId: MessageId, title?: string): Promise<Thread>;
  getBranchMap(threadId: ThreadId): Promise<BranchMap>;
}

export function createTreeService({ store, hub, onChanged }: TreeDeps): TreeService {
  const announce = ({ id }: Thread): void => {
    onChanged('threads', id);
    onChanged('messages', id);
  };
  return {
    removeMessages: async (removal) => {
      const writing = new Set(await store.tree.listWriting(removal));
      const runs = hub.listLive().filter(({ messageId }) => messageId !== null && writing.has(messageId));
      await Promise.all(runs.map(({ id }) => hub.cancel(id)));
      const removed = await store.tree.remove(removal);
      announce(removed.thread);
      return removed;
    },
    restoreMessages: async (removalId) => {
      const thread = await store.tree.restore(removalId);
      announce(thread);
      return thread;
    },
    fork: async (messageId, title) => {
      const thread = await store.tree.fork(messageId, title ?? null);
      onChanged('threads', thread.id);
      return thread;
    },
    getBranchMap: (threadId) => store.tree.getBranchMap(threadId),
  };
}
