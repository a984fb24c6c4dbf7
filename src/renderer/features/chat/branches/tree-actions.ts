/** What can be done to the tree of a chat. Every deletion offers its undo; a failure is said in a toast and changes nothing. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { findNear, focusMessage } from '../messages/near-message.ts';
import { refreshMessages } from '../use-messages.ts';

export interface TreeActions {
  remove(message: Message, scope: 'one' | 'below'): Promise<void>;
  /** Deletes versions of one turn. */
  dropVersions(threadId: ThreadId, messageIds: readonly MessageId[]): Promise<void>;
  /** Opens a new chat with the path down to this message. */
  fork(message: Message): Promise<void>;
}

const refresh = async (threadId: ThreadId): Promise<void> => {
  await Promise.all([refreshMessages(threadId), queryClient.invalidateQueries({ queryKey: ['threads'] })]);
};

export function useTreeActions(): TreeActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  return useMemo(() => {
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (cause) {
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
      }
    };
    const restore = (threadId: ThreadId, removalId: string, focusId: MessageId | undefined): Promise<void> =>
      attempt(async () => {
        await rpc.threads.restoreMessages({ removalId });
        await refresh(threadId);
        showToast({ text: t('branches.message.restored') });
        if (focusId) focusMessage(focusId);
        else focusComposer();
      });
    const offerUndo = (text: string, threadId: ThreadId, removalId: string, focusId?: MessageId): void =>
      showToast({ text, action: { label: t('common.action.undo'), onSelect: () => void restore(threadId, removalId, focusId) } });
    return {
      remove: ({ id: messageId, threadId }, scope) =>
        attempt(async () => {
          const nearId = findNear(messageId);
          const { removalId } = await rpc.threads.removeMessage({ messageId, scope });
          await refresh(threadId);
          focusMessage(nearId);
          offerUndo(t(scope === 'one' ? 'branches.message.removed' : 'branches.message.removedBelow'), threadId, removalId, messageId);
        }),
      dropVersions: (threadId, messageIds) =>
        attempt(async () => {
          const { removalId } = await rpc.threads.removeVersions({ messageIds: [...messageIds] });
          await refresh(threadId);
          offerUndo(t('branches.candidates.dropped', { count: messageIds.length }), threadId, removalId);
        }),
      fork: ({ id: messageId, threadId }) =>
        attempt(async () => {
          const source = await rpc.threads.get({ threadId });
          const title = source.title === '' ? {} : { title: t('branches.message.forkTitle', { title: source.title }) };
          const thread = await rpc.threads.fork({ messageId, ...title });
          await queryClient.invalidateQueries({ queryKey: ['threads'] });
          navigate(`/chat/${thread.id}`);
          showToast({ text: t('branches.message.forked') });
          requestAnimationFrame(focusComposer);
        }),
    };
  }, [t, errorText, navigate]);
}
