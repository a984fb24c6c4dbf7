/**
 * The likelihoods of an answer while it is written, for a viewer who wants them now. They are read in a sequence of their own, a little
 * between one written token and the next, so that the text is the same as without a viewer, only later.
 */
import type { Token } from 'node-llama-cpp';
import type { ScoredToken } from '#shared/models/token.ts';
import type { Slot } from './slots.ts';
import { createScorer } from './token-scores.ts';
import type { Scorer, ScorerOptions } from './token-scores.ts';

/** Read at once between two tokens: a stop may wait for it. */
const STEP_TOKENS = 16;
/** As many new tokens are worth a step. */
const LEAST_NEW = 8;

export interface LiveTokens {
  /** Goes on a little, where somebody wants it and a sequence is free. `written`: the answer's new tokens, in order. */
  step(written: readonly Token[]): Promise<void>;
}

export interface LiveTokensOptions extends Omit<ScorerOptions, 'sequence' | 'shownLength' | 'hasTop'> {
  /** The prompt and what the answer goes on from. */
  readonly tokens: readonly Token[];
  readonly isWanted: () => boolean;
  /** Another sequence than the one that writes; its chat has to be read again later. */
  readonly borrowSlot: () => Slot | undefined;
  readonly onScored: (from: number, tokens: readonly ScoredToken[]) => void;
}

export function createLiveTokens({ tokens, isWanted, borrowSlot, onScored, ...options }: LiveTokensOptions): LiveTokens {
  let borrowed: { readonly slot: Slot; readonly scorer: Scorer } | undefined;
  let isPromptRead = false;
  let count = 0;

  const borrow = async (): Promise<typeof borrowed> => {
    const slot = borrowSlot();
    if (slot === undefined) return undefined;
    const scorer = createScorer({ ...options, sequence: slot.sequence, hasTop: true, shownLength: Infinity });
    await scorer.begin(tokens);
    return { slot, scorer };
  };

  return {
    async step(written) {
      if (!isWanted()) return;
      borrowed ??= await borrow();
      if (borrowed === undefined) return;
      const { slot, scorer } = borrowed;
      if (!isPromptRead) isPromptRead = await scorer.readPrompt(tokens, STEP_TOKENS);
      else if (tokens.length + written.length - scorer.scoredEnd >= LEAST_NEW) {
        const more = await scorer.scoreMore([...tokens, ...written]);
        onScored(count, more);
        count += more.length;
      }
      slot.known = [...tokens, ...written].slice(0, slot.sequence.nextTokenIndex);
    },
  };
}
