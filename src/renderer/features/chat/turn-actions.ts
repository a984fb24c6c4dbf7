/** What can be done to a turn. Each commits first, then shows; a failure is said in a toast and changes nothing. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { GenerationId, MessageId, ThreadId } from '#shared/models/ids.ts';
import { showToast } from '../../components/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { chooseBetween, editTurn } from './chat-ui-store.ts';
import { focusComposer } from './focus-composer.ts';
import { refreshMessages, showTurn, versionsKey } from './use-messages.ts';

export interface TurnActions {
  copy(text: string): Promise<void>;
  regenerate(messageId: MessageId, candidates: number): Promise<void>;
  /** True when the new version is committed. */
  edit(messageId: MessageId, text: string): Promise<boolean>;
  continueAnswer(messageId: MessageId): Promise<void>;
  selectVersion(threadId: ThreadId, messageId: MessageId): Promise<void>;
  stop(generationIds: readonly GenerationId[]): Promise<void>;
}

/** Shows what main has committed; several answers are put side by side. */
export function showStarted(started: Started): void {
  showTurn(started);
  const parentId = started.answers[0]?.parentId;
  if (started.answers.length < 2 || !parentId) return;
  const ids = started.answers.map(({ id }) => id);
  queryClient.setQueryData(versionsKey(started.threadId, parentId, ids), started.answers);
  chooseBetween(parentId, ids);
}

export function useTurnActions(): TurnActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return useMemo(() => {
    const attempt = async (work: () => Promise<void>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (cause) {
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
        return false;
      }
    };
    const start = (work: () => Promise<Started>): Promise<boolean> =>
      attempt(async () => {
        showStarted(await work());
        focusComposer();
      });
    return {
      copy: async (text) => {
        const isCopied = await copyText(text);
        showToast({ text: t(isCopied ? 'common.action.copied' : 'chat.message.copyFailed'), isFailure: !isCopied });
      },
      regenerate: async (messageId, candidates) => {
        await start(() => rpc.generations.regenerate({ messageId, candidates }));
      },
      edit: async (messageId, text) => {
        const isStarted = await start(() => rpc.generations.edit({ messageId, text, candidates: 1 }));
        if (isStarted) editTurn(null);
        return isStarted;
      },
      continueAnswer: async (messageId) => {
        await start(() => rpc.generations.continue({ messageId }));
      },
      selectVersion: async (threadId, messageId) => {
        await attempt(async () => {
          await rpc.threads.selectVersion({ messageId });
          await refreshMessages(threadId);
        });
      },
      stop: async (generationIds) => {
        await attempt(async () => {
          await Promise.all(generationIds.map((generationId) => rpc.generations.cancel({ generationId })));
        });
      },
    };
  }, [t, errorText]);
}
