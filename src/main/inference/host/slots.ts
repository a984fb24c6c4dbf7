/** Which KV sequence serves which conversation, and the exact tokens each one knows. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { invariant } from '#shared/utils/invariant.ts';
import { alignTokens, commonPrefixLength } from './token-alignment.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `known`: the tokens evaluated, and after them those sampled last and not evaluated yet. */
export interface Slot {
  readonly sequence: LlamaContextSequence;
  key: string | undefined;
  known: readonly Token[];
  lastUsed: number;
}

export interface ChosenSlot {
  readonly slot: Slot;
  /** The prompt in the tokens this slot already knows, as far as they read the same. */
  readonly tokens: readonly Token[];
}

export interface Slots {
  /** The conversation's own sequence; else the one that knows most of this prompt; else a free one; else the oldest. */
  choose(key: string, prompt: readonly Token[]): ChosenSlot;
}

/** A prefix that short is only the template's opening, common to all conversations. */
const MIN_SHARED_TOKENS = 32;

export function createSlots(sequences: readonly LlamaContextSequence[], vocabulary: Vocabulary): Slots {
  const slots: Slot[] = sequences.map((sequence) => ({ sequence, key: undefined, known: [], lastUsed: 0 }));
  let uses = 0;

  const find = (key: string, prompt: readonly Token[]): Slot | undefined => {
    const own = slots.find((slot) => slot.key === key);
    if (own !== undefined) return own;
    const shared = slots
      .map((slot) => ({ slot, length: commonPrefixLength(alignTokens(prompt, slot.known, vocabulary), slot.known) }))
      .filter(({ slot, length }) => length > MIN_SHARED_TOKENS && length * 2 >= slot.known.length)
      .sort((a, b) => b.length - a.length)[0];
    if (shared !== undefined) return shared.slot;
    return slots.toSorted((a, b) => a.lastUsed - b.lastUsed)[0];
  };

  return {
    choose(key, prompt) {
      const slot = find(key, prompt);
      invariant(slot !== undefined, 'a model that writes has at least one sequence');
      uses += 1;
      slot.key = key;
      slot.lastUsed = uses;
      return { slot, tokens: alignTokens(prompt, slot.known, vocabulary) };
    },
  };
}
