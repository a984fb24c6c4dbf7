/** The engine's plan of a request as the ledger that is shown. */
import type { ContextLedger, ContextState, ContextTurn } from '#shared/models/context.ts';
import type { Overflow } from '#shared/models/parameters.ts';
import type { PromptPlan } from '#main/inference/prompt-plan.ts';
import type { ThreadHistory } from './thread-history.ts';

const EXCERPT_LENGTH = 120;

export interface LedgerSources {
  readonly history: ThreadHistory;
  readonly plan: PromptPlan;
  readonly overflow: Overflow;
  readonly largestContext: number;
  /** Of the note that carries the summary. */
  readonly summaryTokens: number;
  readonly hasOlder: boolean;
}

const excerptOf = (text: string): string =>
  text
    .slice(0, EXCERPT_LENGTH * 2)
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, EXCERPT_LENGTH);

export function toLedger({ history, plan, overflow, largestContext, summaryTokens, hasOlder }: LedgerSources): ContextLedger {
  const { turns, messages, summary } = history;
  const systemShare = turns[0]?.role === 'system' ? (plan.turns[0]?.tokens ?? 0) : 0;
  // A template without a place for a system turn shows the model no summary either.
  const isTold = summary !== null && systemShare > 0;
  const noteTokens = isTold ? Math.min(systemShare, summaryTokens) : 0;
  // A summary that was too long to be read from the beginning tells of the newer part; -1: of all that is here.
  const firstTold = messages.findIndex((message) => message !== null && message.id === summary?.fromMessageId);
  const stateAt = (index: number): ContextState => {
    const turn = turns[index];
    if (plan.turns[index]?.isIn === true) return turn?.isKept === true ? 'kept' : 'in';
    return isTold && turn?.isSummarised === true && index >= firstTold ? 'summarised' : 'left-out';
  };
  const rows = messages.flatMap((message, index): ContextTurn[] =>
    message === null
      ? []
      : [
          {
            messageId: message.id,
            role: message.role,
            excerpt: excerptOf(message.text),
            tokens: plan.turns[index]?.tokens ?? 0,
            state: stateAt(index),
          },
        ],
  );
  const inTokens = plan.turns.reduce((sum, { tokens, isIn }) => (isIn ? sum + tokens : sum), 0);
  return {
    overflow,
    contextSize: plan.contextSize,
    largestContext,
    reserve: plan.reserve,
    total: plan.total,
    systemTokens: systemShare - noteTokens,
    openingTokens: plan.total - inTokens,
    summary: isTold
      ? { id: summary.id, text: summary.text, tokens: noteTokens, modelName: summary.modelName, isEdited: summary.isEdited }
      : null,
    turns: rows,
    hasOlder,
    newlyOut: plan.newlyOut,
    problem: plan.problem,
  };
}
