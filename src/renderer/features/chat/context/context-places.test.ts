import { expect, test } from 'vitest';
import type { ContextLedger, ContextState } from '#shared/models/context.ts';
import { cutOf, leftOutOf } from './context-places.ts';
import { largerWindow } from './use-larger-window.ts';

const ledger = (states: readonly ContextState[], change: Partial<ContextLedger> = {}): ContextLedger =>
  ({
    overflow: 'oldest-out',
    newlyOut: 0,
    hasOlder: false,
    problem: null,
    turns: states.map((state, index) => ({
      messageId: index === states.length - 1 ? null : `m${index}`,
      role: 'user',
      excerpt: '',
      tokens: 1,
      state,
    })),
    ...change,
  }) as unknown as ContextLedger;

// Catches: a line at the first message that is in view, which may be a kept one far above the cut.
test('the view begins behind the last message that is out of it, whatever is kept above', () => {
  const cut = cutOf(ledger(['kept', 'left-out', 'left-out', 'in', 'in', 'in']));
  expect(cut).toEqual({ beforeId: 'm3', leftOut: 2, summarised: 0, hasOlder: false, wantsSummary: false });
  expect(leftOutOf(ledger(['kept', 'left-out', 'summarised', 'in']))).toHaveLength(2);
});

test('there is no line while all is in, and none for what only the next message would push out', () => {
  expect(cutOf(ledger(['in', 'kept', 'in']))).toBeNull();
  expect(cutOf(ledger(['left-out', 'in', 'in'], { newlyOut: 1 }))).toBeNull();
  expect(cutOf(ledger(['left-out', 'in', 'in'], { problem: { code: 'PROMPT_TOO_LONG', data: {} } }))).toBeNull();
});

// Catches: "summarised" said of messages whose summary failed.
test('what should have a summary and has none is told apart', () => {
  const { wantsSummary, summarised } = cutOf(ledger(['summarised', 'left-out', 'in', 'in'], { overflow: 'summarise' })) ?? {};
  expect([wantsSummary, summarised]).toEqual([true, 1]);
  expect(cutOf(ledger(['summarised', 'in', 'in'], { overflow: 'summarise' }))?.wantsSummary).toBe(false);
});

test('a larger window is twice as large, as far as the model goes', () => {
  expect([largerWindow(4_096, 8_192), largerWindow(4_096, 6_000), largerWindow(8_192, 8_192), largerWindow(4_096, 0)]).toEqual([
    8_192,
    6_000,
    null,
    null,
  ]);
});
