import { expect, test } from 'vitest';
import { cleanSummary, summaryNote, summaryPrompt } from '#main/inference/prompts/summary-prompt.ts';
import { shareWork } from './share-work.ts';
import { countRead, partsOf } from './summarise-turns.ts';
import type { TurnToSummarise } from './summarise-turns.ts';

const turn = (number: number, tokens: number): TurnToSummarise => ({ turn: { role: 'user', text: `${number}`.repeat(tokens) }, tokens });

// Catches: a part that does not fit into the window, and turns that are told out of order.
test('turns are read in parts of the budget, in order, the newest when there are too many', () => {
  const parts = partsOf([turn(1, 40), turn(2, 40), turn(3, 30), turn(4, 250)], 100);
  expect(parts.map((part) => part.map(({ text }) => [text[0], text.length]))).toEqual([
    [['1', 40]],
    [
      ['2', 40],
      ['3', 30],
    ],
    [['4', 100]],
  ]);
  const many = Array.from({ length: 50 }, (_, index) => turn(index, 90));
  expect(partsOf(many, 100)).toHaveLength(6);
  expect(countRead(many, 440)).toBe(6);
});

test('the prompt speaks the language of the chat; reasoning and labels are no part of a summary', () => {
  const english = summaryPrompt('', [{ role: 'user', text: 'Where is the mill?' }]);
  const chinese = summaryPrompt('之前聊了天气。', [{ role: 'user', text: '磨坊在哪里？' }]);
  expect(english).toMatchObject({ history: [{ text: expect.stringMatching(/^Summarise[\s\S]*User: Where is the mill\?/u) }] });
  expect(chinese).toMatchObject({ history: [{ text: expect.stringMatching(/^请用[\s\S]*更早部分的摘要: 之前聊了天气。/u) }] });
  expect(cleanSummary('<think>hm</think>\nSummary: They met.')).toBe('They met.');
  expect(summaryNote('他们谈了磨坊。')).toBe('本次对话较早部分的摘要:\n他们谈了磨坊。');
});

// Catches: candidates that each have the same turns summarised, and work that goes on for nobody.
test('shared work is done once and cancelled when the last one goes', async () => {
  let runs = 0;
  let isCancelled = false;
  const never = new Promise<string>(() => undefined);
  const wait = shareWork((signal) => {
    runs += 1;
    signal.addEventListener('abort', () => (isCancelled = true));
    return never;
  }, 'fallback');
  const [one, other] = [new AbortController(), new AbortController()];
  const results = [wait(one.signal), wait(other.signal)];
  one.abort();
  expect([await results[0], isCancelled]).toEqual(['fallback', false]);
  other.abort();
  expect([await results[1], isCancelled, runs]).toEqual(['fallback', true, 1]);
  expect(await shareWork(() => Promise.reject(new Error('no')), 'fallback')(new AbortController().signal)).toBe('fallback');
});
