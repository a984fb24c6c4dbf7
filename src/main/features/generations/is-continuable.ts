import type { Message } from '#shared/models/message.ts';

/** Whether more can follow in the same message: it was cut off, it reached its token limit, or the user wrote it. */
export function isContinuable({ state, stopReason, generationId }: Pick<Message, 'state' | 'stopReason' | 'generationId'>): boolean {
  if (state === 'stopped' || state === 'interrupted' || state === 'failed') return true;
  return state === 'done' && (stopReason === 'length' || generationId === null);
}
