import type { Token } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import type { ChatTurn } from '../engine.ts';
import type { WindowCut } from './history-window.ts';
import { fitHistory } from './history-window.ts';

const CONTEXT = 1_000;
const words = (count: number, word: string) => Array.from({ length: count }, () => word).join(' ');
const countTokens = (text: string) => text.split(' ').length;
const render = (history: readonly ChatTurn[]) => {
  const size = history.reduce((sum, { text }) => sum + countTokens(text) + 4, 0);
  return { tokens: Array.from({ length: size }, () => 1 as Token), stopTokens: new Set<Token>(), stopTexts: [] };
};
const dialogue = (turns: number): ChatTurn[] =>
  Array.from({ length: turns }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text: words(50, `t${index}`) }));
const fit = (history: readonly ChatTurn[], cut?: WindowCut) =>
  fitHistory({ history, contextSize: CONTEXT, reserve: 100, cut, render, countTokens });

test('a history that fits is sent whole', () => {
  expect(fit(dialogue(5))).toMatchObject({ cut: undefined, tokens: { length: 270 } });
});

test('a long history loses its oldest turns down to 60 % and begins with a user turn', () => {
  const { cut, tokens } = fit(dialogue(31));
  expect(tokens.length).toBeLessThanOrEqual(600);
  expect(tokens.length).toBeGreaterThan(400);
  expect((cut?.dropped ?? 1) % 2).toBe(0);
});

test('the next turn keeps the cut, so that the KV cache stays valid', () => {
  const first = fit(dialogue(31));
  const second = fit(dialogue(33), first.cut);
  expect(second.cut).toEqual(first.cut);
  expect(second.tokens.length).toBe(first.tokens.length + 108);
});

test('the cut of another conversation is not used', () => {
  expect(fit(dialogue(5), { dropped: 2, firstKept: 'something else' }).cut).toBeUndefined();
});

test('the system turn and the last turn are never dropped', () => {
  const history: ChatTurn[] = [{ role: 'system', text: words(40, 's') }, ...dialogue(30), { role: 'user', text: words(700, 'q') }];
  expect(fit(history).tokens.length).toBe(44 + 704);
});

test('a last turn that cannot fit is an error with both numbers', () => {
  expect(() => fit([{ role: 'user', text: words(950, 'q') }])).toThrow(
    expect.objectContaining({ code: 'PROMPT_TOO_LONG', data: { tokens: 954, limit: 900 } }),
  );
});

test('a thread of ten thousand turns costs no more counting than the window holds', () => {
  let counted = 0;
  const history = dialogue(10_001);
  fitHistory({
    history,
    contextSize: CONTEXT,
    reserve: 100,
    cut: undefined,
    render,
    countTokens(text) {
      counted += 1;
      return countTokens(text);
    },
  });
  expect(counted).toBeLessThan(50);
});

// Catches: a pasted file of ten megabytes that is rendered and tokenized before it is refused.
test('a last turn far beyond the window is refused unread', () => {
  const turn: ChatTurn = { role: 'user', text: 'x'.repeat(10_000_000) };
  const unread = (): never => {
    throw new Error('read');
  };
  const attempt = (): unknown =>
    fitHistory({ history: [turn], contextSize: CONTEXT, reserve: 100, cut: undefined, render: unread, countTokens: unread });
  expect(attempt).toThrow(expect.objectContaining({ code: 'PROMPT_TOO_LONG', data: { tokens: 2_500_000, limit: 900 } }));
});
