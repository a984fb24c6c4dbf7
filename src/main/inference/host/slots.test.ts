import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';

const vocabulary = { isControl: () => false, encode: () => [], decode: (tokens: readonly Token[]) => tokens.join(' ') };
const slotsOf = (count: number) =>
  createSlots(
    Array.from({ length: count }, (_, index) => ({ index }) as unknown as LlamaContextSequence),
    vocabulary,
  );
const prompt = (seed: number, length = 100) => Array.from({ length }, (_, index) => seed * 1_000 + index) as Token[];

/** Runs a request and says which sequence it got. */
const use = (slots: Slots, key: string, isChat: boolean, tokens = prompt(key.charCodeAt(0) * 31 + key.charCodeAt(1))) => {
  const { slot } = slots.choose({ key, isChat, prompt: tokens });
  slot.known = tokens;
  return (slot.sequence as unknown as { index: number }).index;
};

// Catches: a title or two commands in a row that make a long chat be read again.
test('commands, titles and the API share one of two sequences; the chat keeps the other', () => {
  const slots = slotsOf(2);
  const chat = use(slots, 'thread', true);
  const others = ['title', 'quick-ask', 'writing', 'api', 'translation'].map((key) => use(slots, key, false));
  expect(new Set(others)).toEqual(new Set([1 - chat]));
  expect(use(slots, 'thread', true)).toBe(chat);
});

// Catches: a second chat that throws out the first although only a command's leftovers are in the way.
test('a second chat takes what a command left, the third the chat that was used last least', () => {
  const slots = slotsOf(2);
  const first = use(slots, 'first', true);
  expect(use(slots, 'quick-ask', false)).not.toBe(first);
  expect(use(slots, 'second', true)).not.toBe(first);
  expect(use(slots, 'third', true)).toBe(first);
});

// Catches: a command that goes on in a chat's sequence because both begin with the same system prompt.
test('a command never takes a chat over for a shared beginning, a chat may take over a command', () => {
  const shared = prompt(7, 60);
  const slots = slotsOf(2);
  const chat = use(slots, 'thread', true, shared);
  const command = use(slots, 'quick-ask', false, [...shared, ...prompt(8, 20)]);
  expect(command).not.toBe(chat);
  expect(use(slots, 'branch', true, [...shared, ...prompt(8, 20), ...prompt(9, 5)])).toBe(command);
});

test('with four sequences two are for chats alone', () => {
  const slots = slotsOf(4);
  const others = ['title', 'quick-ask', 'writing', 'api', 'translation'].map((key) => use(slots, key, false));
  expect(new Set(others).size).toBe(2);
});

// Catches: reading in the background that costs a chat its place.
test('only a sequence without a chat is spare', () => {
  const slots = slotsOf(2);
  expect(slots.findSpare()).toBeDefined();
  use(slots, 'first', true);
  use(slots, 'second', true);
  expect(slots.findSpare()).toBeUndefined();
  use(slots, 'quick-ask', false);
  expect(slots.findSpare()?.key).toBe('quick-ask');
});
