/** What can be done to a thread from the list and from the header, each with what the user sees when it fails. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Thread } from '#shared/models/thread.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { homeOf } from '../../lib/thread-home.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

export interface ThreadActions {
  rename(thread: Thread, title: string): Promise<void>;
  setPinned(thread: Thread, isPinned: boolean): Promise<void>;
  /** Offers an undo for ten seconds. `next`: where to go when the open thread goes away. */
  remove(thread: Thread, next: ThreadId | null | undefined): Promise<void>;
}

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['threads'] });

export function useThreadActions(): ThreadActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  return useMemo(() => {
    const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        await refresh();
        return true;
      } catch (cause) {
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
        return false;
      }
    };
    const restore = async (thread: Thread, isOpened: boolean): Promise<void> => {
      if ((await attempt(() => rpc.threads.restore({ threadId: thread.id }))) && isOpened) navigate(`${homeOf(thread)}/${thread.id}`);
    };
    return {
      rename: async (thread, title) => {
        const wanted = title.trim().slice(0, 300);
        if (wanted !== '' && wanted !== thread.title) await attempt(() => rpc.threads.rename({ threadId: thread.id, title: wanted }));
      },
      setPinned: async (thread, isPinned) => {
        await attempt(() => rpc.threads.setPinned({ threadId: thread.id, isPinned }));
      },
      remove: async (thread, next) => {
        if (!(await attempt(() => rpc.threads.remove({ threadId: thread.id })))) return;
        if (next !== undefined) navigate(next === null ? homeOf(thread) : `${homeOf(thread)}/${next}`);
        showToast({
          text: t('chat.threads.deleted', { title: thread.title || t('chat.threads.untitled') }),
          action: { label: t('common.action.undo'), onSelect: () => void restore(thread, next !== undefined) },
        });
      },
    };
  }, [t, errorText, navigate]);
}
