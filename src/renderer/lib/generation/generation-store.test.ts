import { expect, test } from 'vitest';
import type { GenerationEvent } from '#shared/models/generation.ts';
import { applyEvent, NOTHING_YET } from './generation-store.ts';

const play = (events: readonly GenerationEvent[]) => events.reduce(applyEvent, NOTHING_YET);

test('a viewer that comes late gets the whole text once, not twice', () => {
  const early = play([
    { type: 'delta', seq: 1, offset: 0, text: 'Paris ', tokens: 1 },
    { type: 'delta', seq: 2, offset: 6, text: 'is', tokens: 1 },
  ]);
  const late = applyEvent(early, { type: 'delta', seq: 3, offset: 0, text: 'Paris is it', tokens: 3 });
  expect(late.text).toBe('Paris is it');
});

test('an end keeps the text and the figures', () => {
  const over = play([
    { type: 'progress', seq: 1, readTokens: 64, totalTokens: 100 },
    { type: 'delta', seq: 2, offset: 0, text: 'half', tokens: 1 },
    { type: 'failed', seq: 3, code: 'PROMPT_TOO_LONG', data: { tokens: 9, limit: 4 } },
  ]);
  expect(over).toMatchObject({ text: 'half', isOver: true, readTokens: 64, totalTokens: 100, seq: 3 });
  expect(over.error?.data).toEqual({ tokens: 9, limit: 4 });
});
