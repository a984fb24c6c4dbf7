import type { Message } from '#shared/models/message.ts';

/** Whether more can follow in the same message: it was cut off, or it reached its token limit. */
export function isContinuable({ state, stopReason }: Pick<Message, 'state' | 'stopReason'>): boolean {
  if (state === 'stopped' || state === 'interrupted' || state === 'failed') return true;
  return state === 'done' && stopReason === 'length';
}
