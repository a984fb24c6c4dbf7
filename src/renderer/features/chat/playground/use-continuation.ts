/** What the model wrote, or is writing, behind a prompt: the answers by their ids, and the text of the one that is shown. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { followAhead } from '../../../lib/generation/generation-store.ts';
import type { LiveText } from '../../../lib/generation/generation-store.ts';
import { useGeneration } from '../../../lib/generation/use-generation.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { refreshMessages } from '../use-messages.ts';

const keyOf = (threadId: ThreadId | null, answerId: MessageId | undefined) => ['messages', threadId, 'continuation', answerId];

/** Answers that main has committed are here before their paper is shown. */
export function holdStarted({ threadId, answers }: Started): void {
  for (const { id, generationId } of answers) {
    queryClient.setQueryData<readonly Message[]>(keyOf(threadId, id), answers);
    if (generationId) followAhead(generationId);
  }
}

/** All versions beside the answers with these ids, and the answers themselves in their order. */
export function useAnswers(threadId: ThreadId | null, answerIds: readonly MessageId[]) {
  const [first] = answerIds;
  const { data, isError } = useQuery({
    queryKey: keyOf(threadId, first),
    queryFn: () => (first === undefined ? [] : rpc.threads.listVersions({ messageId: first })),
    enabled: first !== undefined,
  });
  return {
    answers: answerIds.flatMap((id) => data?.filter((message) => message.id === id) ?? []),
    isReady: first === undefined || data !== undefined || isError,
  };
}

export interface Continuation {
  readonly text: string;
  readonly isWriting: boolean;
  readonly live: LiveText;
  readonly liveError: AppError | null;
}

/** The answer as it is right now. Without one, nothing. */
export function useContinuation(answer: Message | undefined): Continuation {
  const isStreaming = answer?.state === 'streaming';
  const live = useGeneration(isStreaming ? answer.generationId : null);
  const threadId = answer?.threadId;
  useEffect(() => {
    if (!live.isOver || threadId === undefined) return;
    void refreshMessages(threadId);
    void queryClient.invalidateQueries({ queryKey: ['threads'] });
  }, [live.isOver, threadId]);
  return {
    text: isStreaming && live.text !== '' ? live.text : (answer?.text ?? ''),
    isWriting: isStreaming && !live.isOver,
    live,
    liveError: live.error,
  };
}
