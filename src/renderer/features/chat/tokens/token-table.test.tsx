import { fireEvent, render, screen } from '@testing-library/react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ScoredToken } from '#shared/models/token.ts';
import '../../../lib/i18n.ts';
import type * as TokenSteps from './token-steps.ts';
import { TokenTable } from './token-table.tsx';

const drawn = vi.hoisted(() => new Set<string>());
vi.mock('./token-steps.ts', async (original) => {
  const steps = await original<typeof TokenSteps>();
  return {
    ...steps,
    // Every token that is drawn is shaded.
    shadeOf: (token: ScoredToken) => {
      drawn.add(token.text);
      return steps.shadeOf(token);
    },
  };
});
beforeAll(() => {
  // jsdom scrolls nothing.
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => drawn.clear());

const tokenAt = (index: number): ScoredToken => ({
  text: ` w${index}`,
  tokenId: index,
  logProb: Math.log(0.5),
  top: [{ text: ` w${index}`, tokenId: index, logProb: Math.log(0.5) }],
});
const answer = (count: number): ScoredToken[] => Array.from({ length: count }, (_, index) => tokenAt(index));
const table = (tokens: readonly ScoredToken[], isGrowing = false) => (
  <TokenTable tokens={tokens} model="m" isGrowing={isGrowing} onBranch={() => undefined} />
);
const listbox = (container: HTMLElement): HTMLElement => {
  const list = container.querySelector<HTMLElement>('[role="listbox"]');
  if (!list) throw new Error('no list of tokens');
  return list;
};
const selected = (list: HTMLElement): (string | undefined)[] =>
  [...list.querySelectorAll<HTMLElement>('[aria-selected="true"]')].map(({ dataset }) => dataset['token']);
const active = (list: HTMLElement): Element | null => document.getElementById(list.getAttribute('aria-activedescendant') ?? '');

// Catches: five thousand tokens drawn anew, each with a formatter of its own, at every key.
test('in an answer of 5,000 tokens a key draws the tokens that change, and the list stays one listbox', () => {
  const formatters = vi.spyOn(Intl, 'NumberFormat');
  const { container } = render(table(answer(5_000)));
  expect(drawn.size).toBe(5_000);
  expect(formatters.mock.calls.length).toBeLessThan(20);
  formatters.mockRestore();
  const list = listbox(container);
  expect(list.querySelectorAll('[role="option"]')).toHaveLength(5_000);
  fireEvent.click(list.querySelector('[data-token="199"]') ?? list);
  drawn.clear();
  fireEvent.keyDown(list, { key: 'ArrowRight' });
  expect([...drawn]).toEqual([' w199', ' w200']);
  expect(active(list)).toHaveAttribute('data-token', '200');
  expect(active(list)).toHaveAttribute('aria-label', '“␣w200”, 50%');
  expect(selected(list)).toEqual(['200']);
  fireEvent.keyDown(list, { key: 'ArrowLeft', shiftKey: true });
  expect(selected(list)).toEqual(['199', '200']);
  fireEvent.click(list.querySelector('[data-token="402"]') ?? list, { shiftKey: true });
  expect(selected(list)).toHaveLength(203);
  expect(screen.getByRole('status')).toHaveTextContent(/^203 tokens selected/u);
  fireEvent.keyDown(list, { key: 'a', ctrlKey: true });
  expect(selected(list)).toHaveLength(5_000);
});

// Catches: every token of a long answer drawn anew with each report while it is written.
test('while the answer grows only the new tokens and the one the caret leaves are drawn', () => {
  const known = answer(1_000);
  const { container, rerender } = render(table(known, true));
  drawn.clear();
  rerender(table([...known, tokenAt(1_000), tokenAt(1_001)], true));
  expect([...drawn]).toEqual([' w999', ' w1000', ' w1001']);
  expect(active(listbox(container))).toHaveAttribute('data-token', '1001');
});
