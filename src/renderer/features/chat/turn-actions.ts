/** What can be done to a turn. Each commits first, then shows; a failure is said in a toast and changes nothing. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegenerateWith, Started } from '#shared/contract/generations-contract.ts';
import type { GenerationId, MessageId, ThreadId } from '#shared/models/ids.ts';
import { showToast } from '../../components/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { chooseBetween, editTurn } from './chat-ui-store.ts';
import { focusComposer } from './composer/focus-composer.ts';
import { refreshMessages, showTurn, versionsKey } from './use-messages.ts';
import { withContextChoice } from './context/with-context-choice.ts';

export interface TurnActions {
  copy(text: string): Promise<void>;
  /** Of a user's turn: answers below it. True when it has begun. */
  regenerate(messageId: MessageId, candidates: number, settings?: RegenerateWith): Promise<boolean>;
  /** True when the new version is committed. */
  edit(messageId: MessageId, text: string): Promise<boolean>;
  /** Stores the user's version of an answer; the model may go on from it. True when it is stored. */
  editAnswer(messageId: MessageId, text: string, isContinued: boolean): Promise<boolean>;
  continueAnswer(messageId: MessageId): Promise<void>;
  /** A version of the answer that begins with these tokens, and goes on behind them. */
  branchWithToken(messageId: MessageId, text: string, tokenIds: readonly number[]): Promise<void>;
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
        const error = toAppError(cause);
        if (error.code !== 'CANCELLED') showToast({ text: errorText(error), isFailure: true });
        return false;
      }
    };
    const start = (work: () => Promise<Started>): Promise<boolean> =>
      attempt(async () => {
        showStarted(await work());
        focusComposer();
      });
    const goOn = (messageId: MessageId): Promise<boolean> =>
      start(() => withContextChoice((choice) => rpc.generations.continue({ messageId, ...choice })));
    return {
      copy: async (text) => {
        const isCopied = await copyText(text);
        showToast({ text: t(isCopied ? 'common.action.copied' : 'chat.message.copyFailed'), isFailure: !isCopied });
      },
      regenerate: (messageId, candidates, settings) =>
        start(() => withContextChoice((choice) => rpc.generations.regenerate({ messageId, candidates, with: { ...settings, ...choice } }))),
      edit: async (messageId, text) => {
        const isStarted = await start(() =>
          withContextChoice((choice) => rpc.generations.edit({ messageId, text, candidates: 1, ...choice })),
        );
        if (isStarted) editTurn(null);
        return isStarted;
      },
      editAnswer: async (messageId, text, isContinued) => {
        let ownId: MessageId | undefined;
        const isStored = await start(async () => {
          const started = await rpc.generations.editAnswer({ messageId, text });
          ownId = started.answers[0]?.id;
          return started;
        });
        if (!isStored) return false;
        editTurn(null);
        if (isContinued && ownId) await goOn(ownId);
        return true;
      },
      continueAnswer: async (messageId) => {
        await goOn(messageId);
      },
      branchWithToken: async (messageId, text, tokenIds) => {
        await start(() =>
          withContextChoice((choice) => rpc.generations.branchWithToken({ messageId, text, tokenIds: [...tokenIds], ...choice })),
        );
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
