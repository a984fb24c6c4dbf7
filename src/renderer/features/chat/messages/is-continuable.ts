import type { Message } from '#shared/models/message.ts';

/** Whether the model can go on in the same message: it was cut off, it reached its token limit, or the user wrote it. */
export function isContinuable({
  role,
  state,
  stopReason,
  generationId,
}: Pick<Message, 'role' | 'state' | 'stopReason' | 'generationId'>): boolean {
  if (role !== 'assistant') return false;
  return (
    state === 'stopped' ||
    state === 'interrupted' ||
    state === 'failed' ||
    (state === 'done' && (stopReason === 'length' || generationId === null))
  );
}
