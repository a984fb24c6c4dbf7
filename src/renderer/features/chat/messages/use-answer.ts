/** An answer as it is right now: what is stored, or what is being written. */
import { useEffect } from 'react';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Message } from '#shared/models/message.ts';
import type { LiveText } from '../../../lib/generation/generation-store.ts';
import { useGeneration } from '../../../lib/generation/use-generation.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { refreshMessages } from '../use-messages.ts';

export interface ShownAnswer {
  readonly text: string;
  readonly isWriting: boolean;
  readonly live: LiveText;
  /** Why it failed just now, with its figures; what is stored keeps the code only. */
  readonly liveError: AppError | null;
}

/**
 * Follows the generation while the message is `streaming`. The live text stays until the stored one has replaced it, so that
 * the end does not flicker; both carry the whole text, the part that was continued included.
 */
export function useAnswer(message: Message): ShownAnswer {
  const isStreaming = message.state === 'streaming';
  const live = useGeneration(isStreaming ? message.generationId : null);
  const { threadId } = message;
  useEffect(() => {
    if (!live.isOver) return;
    void refreshMessages(threadId);
    void queryClient.invalidateQueries({ queryKey: ['threads'] });
  }, [live.isOver, threadId]);
  return {
    text: isStreaming && live.text !== '' ? live.text : message.text,
    isWriting: isStreaming && !live.isOver,
    live,
    liveError: live.error,
  };
}
