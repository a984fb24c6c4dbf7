/**
 * Which KV sequence serves which conversation, and the exact tokens each one knows. Chats come first: whatever else is
 * asked (commands, titles, the API) moves about in half of the sequences.
 */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { invariant } from '#shared/utils/invariant.ts';
import type { AnswerStart, PlacedAnswer } from './answer-start.ts';
import { placeAnswer } from './answer-start.ts';
import { alignTokens, commonPrefixLength } from './token-alignment.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `known`: the tokens evaluated, and after them those sampled last and not evaluated yet. */
export interface Slot {
  readonly sequence: LlamaContextSequence;
  key: string | undefined;
  isChat: boolean;
  known: readonly Token[];
  lastUsed: number;
}

/** `tokens`: the prompt in the tokens this slot already knows, as far as they read the same. */
export interface ChosenSlot extends PlacedAnswer {
  readonly slot: Slot;
}

export interface SlotRequest {
  readonly key: string;
  readonly isChat: boolean;
  readonly prompt: readonly Token[];
  /** Known when the answer goes on from something that must be told from the prompt. */
  readonly start?: AnswerStart | undefined;
}

export interface Slots {
  /** The conversation's own sequence; else the one that knows most of this prompt; else a free one; else the one least missed. */
  choose(request: SlotRequest): ChosenSlot;
  /** The prompt in the tokens that its sequence would know, without taking one. */
  peek(request: SlotRequest): readonly Token[];
  /** Another sequence than this one for a while, the one least missed; it is nobody's then. Undefined where there is no other. */
  borrow(besides: Slot): Slot | undefined;
  /** A sequence that no chat would miss, for work in the background; undefined when every one holds a chat. */
  findSpare(): Slot | undefined;
}

/** A prefix that short is only the template's opening, common to all conversations. */
const MIN_SHARED_TOKENS = 32;

export function createSlots(sequences: readonly LlamaContextSequence[], vocabulary: Vocabulary): Slots {
  const slots: Slot[] = sequences.map((sequence) => ({ sequence, key: undefined, isChat: false, known: [], lastUsed: 0 }));
  let uses = 0;

  const oldest = (among: readonly Slot[]): Slot | undefined => among.toSorted((a, b) => a.lastUsed - b.lastUsed)[0];
  const withoutChat = (among: readonly Slot[] = slots): Slot | undefined =>
    oldest(among.filter(({ key }) => key === undefined)) ?? oldest(among.filter(({ isChat }) => !isChat));

  const sharedBy = ({ isChat, prompt }: SlotRequest): Slot | undefined =>
    slots
      // Only a chat may go on where another chat was: to it, the shared part is its own past.
      .filter((slot) => isChat || !slot.isChat)
      .map((slot) => ({ slot, length: commonPrefixLength(alignTokens(prompt, slot.known, vocabulary), slot.known) }))
      .filter(({ slot, length }) => length > MIN_SHARED_TOKENS && length * 2 >= slot.known.length)
      .sort((a, b) => b.length - a.length)[0]?.slot;

  const find = (request: SlotRequest): Slot | undefined => {
    const own = slots.find((slot) => slot.key === request.key);
    if (own !== undefined) return own;
    const shared = sharedBy(request);
    if (shared !== undefined) return shared;
    const others = slots.filter(({ key, isChat }) => key !== undefined && !isChat);
    // Two commands in a row must not push the chat out of its sequence.
    const isShareTaken = !request.isChat && others.length >= Math.floor(slots.length / 2);
    return (isShareTaken ? oldest(others) : undefined) ?? withoutChat() ?? oldest(slots);
  };

  return {
    choose(request) {
      const slot = find(request);
      invariant(slot !== undefined, 'a model that writes has at least one sequence');
      uses += 1;
      slot.key = request.key;
      slot.isChat = request.isChat;
      slot.lastUsed = uses;
      return { slot, ...placeAnswer(request.prompt, request.start, slot.known, vocabulary) };
    },
    peek: (request) => placeAnswer(request.prompt, request.start, find(request)?.known ?? [], vocabulary).tokens,
    borrow(besides) {
      const others = slots.filter((slot) => slot !== besides);
      const slot = withoutChat(others) ?? oldest(others);
      if (slot === undefined) return undefined;
      slot.key = undefined;
      slot.isChat = false;
      return slot;
    },
    findSpare: () => withoutChat(),
  };
}
