/** What a ledger says about places in the chat: which messages are out of view, and where the view begins. */
import type { ContextLedger, ContextTurn } from '#shared/models/context.ts';
import type { MessageId } from '#shared/models/ids.ts';

/** Messages that the next request leaves out, in the order of the path. */
export const leftOutOf = ({ turns }: ContextLedger): readonly ContextTurn[] =>
  turns.filter(({ state }) => state === 'left-out' || state === 'summarised');

export interface ContextCut {
  /** The first message that is in view as it is, behind those that are not. */
  readonly beforeId: MessageId;
  readonly leftOut: number;
  readonly summarised: number;
  /** There are more above, which nobody counted. */
  readonly hasOlder: boolean;
  /** What is left out should have been summarised. */
  readonly wantsSummary: boolean;
}

/** null while all is in view. */
export function cutOf({ turns, hasOlder, overflow, newlyOut, problem }: ContextLedger): ContextCut | null {
  // What only the next message would push out is still in view.
  if (newlyOut > 0 || problem) return null;
  const lastOut = turns.findLastIndex(({ state }) => state === 'left-out' || state === 'summarised');
  const beforeId = turns[lastOut + 1]?.messageId;
  if (lastOut === -1 || !beforeId) return null;
  const count = (wanted: ContextTurn['state']): number => turns.filter(({ state }) => state === wanted).length;
  const leftOut = count('left-out');
  return { beforeId, leftOut, summarised: count('summarised'), hasOlder, wantsSummary: overflow === 'summarise' && leftOut > 0 };
}
