import type { Message } from '#shared/models/message.ts';

/** Whether the model can go on in the same message: it was cut off, or it reached its token limit. */
export function isContinuable({ role, state, stopReason }: Pick<Message, 'role' | 'state' | 'stopReason'>): boolean {
  if (role !== 'assistant') return false;
  return state === 'stopped' || state === 'interrupted' || state === 'failed' || (state === 'done' && stopReason === 'length');
}
