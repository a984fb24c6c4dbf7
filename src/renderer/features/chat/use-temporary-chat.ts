/** Begins a temporary chat, taking along what is typed already, and leaves one in which nothing was said. */
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Thread } from '#shared/models/thread.ts';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { newChatWith } from '../../lib/new-chat-store.ts';
import { moveFiles } from './composer/attached-files-store.ts';
import type { ComposerHandle } from './composer/composer.tsx';
import { LIST_KEY } from './use-threads.ts';

/** `composer` of a new chat; absent where its text stays where it is. */
export function useTemporaryChat(composer?: RefObject<ComposerHandle | null>) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  return {
    /** An empty one that is there is used again. */
    begin: () =>
      attempt(async () => {
        const { threads } = await rpc.threads.list({ limit: 50, offset: 0, folderId: null });
        const empty = threads.find((thread) => thread.isTemporary && thread.activeLeafId === null && thread.kind === 'chat');
        const thread = empty ?? (await rpc.threads.create({ kind: 'chat', isTemporary: true }));
        const { assistantId, selection, parameters } = newChatWith();
        if (assistantId) await rpc.threads.setAssistant({ threadId: thread.id, assistantId });
        if (selection) await rpc.threads.setSelection({ threadId: thread.id, text: selection });
        if (parameters) await rpc.threads.changeParameters({ threadId: thread.id, change: { set: parameters, reset: [] } });
        // At once with the change of view, so that no key falls between the two; main takes the draft before it is asked for it.
        const draft = composer?.current?.take() ?? '';
        const saved = draft === '' ? null : rpc.threads.saveDraft({ key: thread.id, text: draft });
        if (composer) moveFiles('new', thread.id);
        navigate(`/chat/${thread.id}`);
        await Promise.all([saved, queryClient.invalidateQueries({ queryKey: LIST_KEY })]);
      }),
    leave: (thread: Thread) =>
      attempt(async () => {
        await rpc.threads.remove({ threadId: thread.id });
        await queryClient.invalidateQueries({ queryKey: LIST_KEY });
        navigate('/chat');
        const back = async (): Promise<void> => {
          await rpc.threads.restore({ threadId: thread.id });
          navigate(`/chat/${thread.id}`);
        };
        showToast({
          text: t('chat.threads.deleted', { title: t('order.temporary.name') }),
          action: { label: t('common.action.undo'), onSelect: () => void attempt(back) },
        });
      }),
  };
}
