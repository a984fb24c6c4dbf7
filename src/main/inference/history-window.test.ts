import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatTurn } from './engine.ts';
import type { WindowCut } from './history-window.ts';
import { fitHistory } from './history-window.ts';

const CONTEXT = 1_000;
const words = (count: number, word: string) => Array.from({ length: count }, () => word).join(' ');
const countTokens = (text: string) => text.split(' ').length;
const render = (history: readonly ChatTurn[]) => {
  const size = history.reduce((sum, { text }) => sum + countTokens(text) + 4, 0);
  return { tokens: Array.from({ length: size }, () => 1) };
};
const dialogue = (turns: number): ChatTurn[] =>
  Array.from({ length: turns }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text: words(50, `t${index}`) }));
const fit = (history: readonly ChatTurn[], cut?: WindowCut) =>
  fitHistory({ history, contextSize: CONTEXT, reserve: 100, cut, render, countTokens });

test('a history that fits is sent whole', () => {
  expect(fit(dialogue(5))).toMatchObject({ cut: undefined, rendered: { tokens: { length: 270 } } });
});

test('a long history loses its oldest turns down to 60 % and begins with a user turn', () => {
  const {
    cut,
    rendered: { tokens },
  } = fit(dialogue(31));
  expect(tokens.length).toBeLessThanOrEqual(600);
  expect(tokens.length).toBeGreaterThan(400);
  expect((cut?.dropped ?? 1) % 2).toBe(0);
});

test('the next turn keeps the cut, so that the KV cache stays valid', () => {
  const first = fit(dialogue(31));
  const second = fit(dialogue(33), first.cut);
  expect(second.cut).toEqual(first.cut);
  expect(second.rendered.tokens.length).toBe(first.rendered.tokens.length + 108);
});

test('the cut of another conversation is not used', () => {
  expect(fit(dialogue(5), { dropped: 2, firstKept: 'something else' }).cut).toBeUndefined();
});

test('the system turn and the last turn are never dropped', () => {
  const history: ChatTurn[] = [{ role: 'system', text: words(40, 's') }, ...dialogue(30), { role: 'user', text: words(700, 'q') }];
  expect(fit(history).rendered.tokens.length).toBe(44 + 704);
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

const keep = (history: readonly ChatTurn[], ...indices: number[]): ChatTurn[] =>
  history.map((turn, index) => (indices.includes(index) ? { ...turn, isKept: true } : turn));
const seenBy = (history: readonly ChatTurn[], cut?: WindowCut) => {
  let seen: readonly ChatTurn[] = [];
  const fitted = fitHistory({
    history,
    contextSize: CONTEXT,
    reserve: 100,
    cut,
    render(turns) {
      seen = turns;
      return render(turns);
    },
    countTokens,
  });
  return { ...fitted, seen };
};

// Catches: a kept message that goes with the old ones, and a kept answer that reaches the template without a question.
test('kept turns stay, an answer with its question, and roles still alternate', () => {
  const { seen, isIn, rendered } = seenBy(keep(dialogue(31), 0, 5));
  const texts = seen.map(({ text }) => text).join('\n\n');
  expect([0, 1, 4, 5].map((index) => [index, isIn[index], texts.includes(words(50, `t${index}`))])).toEqual([
    [0, true, true],
    [1, false, false],
    [4, true, true],
    [5, true, true],
  ]);
  expect(seen.map(({ role }) => role)).toEqual(seen.map((_turn, index) => (index % 2 === 0 ? 'user' : 'assistant')));
  expect(rendered.tokens.length).toBeLessThanOrEqual(600);
});

// Catches: "the text is too long" for a short question, when it is the kept messages that fill the window.
test('too many kept turns are named as the reason', () => {
  const history = keep(dialogue(31), ...Array.from({ length: 30 }, (_, index) => index));
  expect(() => fit(history)).toThrow(expect.objectContaining({ code: 'CONTEXT_KEPT_TOO_LONG' }));
});

test('only a cut that leaves out more than the last one is new', () => {
  const first = fit(dialogue(31));
  expect([first.newlyOut, fit(dialogue(33), first.cut).newlyOut, fit(dialogue(5)).newlyOut]).toEqual([first.cut?.dropped, 0, 0]);
});

test('what a summary tells of is not sent, also while it would still fit', () => {
  const history = dialogue(9).map((turn, index) => (index < 4 ? { ...turn, isSummarised: true } : turn));
  expect(seenBy(keep(history, 2)).isIn).toEqual([false, false, true, false, true, true, true, true, true]);
  expect(seenBy(history).newlyOut).toBe(0);
});

// The history the model sees is what is said to be in, whatever is kept, summarised or cut before; nothing else, nothing twice, in order.
test('property: exactly the turns that are said to be in are rendered, within the window', () => {
  const turn = fc.record({
    size: fc.integer({ min: 0, max: 160 }),
    isKept: fc.boolean(),
    role: fc.constantFrom('user' as const, 'assistant' as const),
  });
  const summarised = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(
      fc.array(turn, { maxLength: 24 }),
      fc.boolean(),
      summarised,
      fc.integer({ min: 0, max: 12 }),
      (shape, hasSystem, upTo, at) => {
        const turns = shape.map(({ size, role, isKept }, index): ChatTurn => ({
          role,
          text: [`<${index}>`, words(size, 'w')].join(' '),
          isKept: isKept && index % 5 === 0,
          isSummarised: index < upTo,
        }));
        const history: ChatTurn[] = [
          ...(hasSystem ? [{ role: 'system' as const, text: '<s>' }] : []),
          ...turns,
          { role: 'user', text: '<last>' },
        ];
        const cutText = turns[at]?.text;
        let fitted: ReturnType<typeof seenBy>;
        try {
          fitted = seenBy(history, cutText === undefined ? undefined : { dropped: at, firstKept: cutText });
        } catch (error) {
          expect(error).toMatchObject({ code: 'CONTEXT_KEPT_TOO_LONG' });
          expect(turns.some(({ isKept }) => isKept)).toBe(true);
          return;
        }
        const said = history.filter((_turn, index) => fitted.isIn[index]).map(({ text }) => text.split(' ')[0]);
        const rendered = fitted.seen.flatMap(({ text }) => text.match(/<[^>]+>/gu) ?? []);
        expect(rendered).toEqual(said);
        expect(said.at(-1)).toBe('<last>');
        for (const { isKept, text } of turns) if (isKept) expect(rendered).toContain(text.split(' ')[0]);
        expect(fitted.rendered.tokens.length).toBeLessThanOrEqual(900);
        expect(fitted.seen.every(({ role }, index) => role !== fitted.seen[index - 1]?.role)).toBe(true);
      },
    ),
  );
});
