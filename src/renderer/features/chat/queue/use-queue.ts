/** What waits in a chat and in all chats, and what can be done with it. Main sends it; here it is only shown and changed. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuedId, ThreadId } from '#shared/models/ids.ts';
import type { QueuedMessage, QueuedThread, ThreadQueue } from '#shared/models/queue.ts';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';

const QUEUE_KEY = ['threads', 'queue'];
const EMPTY: ThreadQueue = { pause: null, messages: [] };

export const refreshQueue = (): Promise<void> => queryClient.invalidateQueries({ queryKey: QUEUE_KEY });

export const useThreadQueue = (threadId: ThreadId | null): ThreadQueue =>
  useQuery({
    queryKey: [...QUEUE_KEY, threadId],
    queryFn: () => (threadId === null ? EMPTY : rpc.queue.get({ threadId })),
    enabled: threadId !== null,
  }).data ?? EMPTY;

const NONE: readonly QueuedThread[] = [];

export const useQueuedThreads = (): readonly QueuedThread[] =>
  useQuery({ queryKey: [...QUEUE_KEY, 'all'], queryFn: () => rpc.queue.listThreads() }).data ?? NONE;

export interface QueueActions {
  /** True when it is stored. */
  edit(queuedId: QueuedId, text: string): Promise<boolean>;
  /** With Undo, in front of the one it stood before. */
  remove(queuedId: QueuedId, nextId: QueuedId | null): Promise<boolean>;
  move(queuedId: QueuedId, beforeId: QueuedId | null): Promise<boolean>;
  resume(threadId: ThreadId): Promise<boolean>;
}

export function useQueueActions(): QueueActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return useMemo(() => {
    const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (cause) {
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
        return false;
      } finally {
        await refreshQueue();
      }
    };
    const putBack = ({ id: _id, ...message }: QueuedMessage, beforeId: QueuedId | null): Promise<boolean> =>
      attempt(() => rpc.queue.add({ ...message, beforeId }));
    return {
      edit: (queuedId, text) => attempt(() => rpc.queue.edit({ queuedId, text })),
      remove: (queuedId, nextId) =>
        attempt(async () => {
          const removed = await rpc.queue.remove({ queuedId });
          showToast({
            text: t('queue.removed'),
            action: { label: t('common.action.undo'), onSelect: () => void putBack(removed, nextId) },
          });
        }),
      move: (queuedId, beforeId) => attempt(() => rpc.queue.move({ queuedId, beforeId })),
      resume: (threadId) => attempt(() => rpc.queue.resume({ threadId })),
    };
  }, [t, errorText]);
}
