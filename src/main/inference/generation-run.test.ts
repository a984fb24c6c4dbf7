import { expect, test } from 'vitest';
import { createGenerationRun, mergeStats } from './generation-run.ts';
import { chatPrompt, collect, generateRequest, stats, textOf } from './testing/builders.ts';

test('a preempted answer goes on from its own text, with the tokens left to write', () => {
  const run = createGenerationRun(generateRequest({ prompt: chatPrompt('Hi', 'Well'), parameters: { maxTokens: 20 } }));
  run.forward({ type: 'delta', text: ', hello', tokens: 3 });
  run.absorb(stats({ tokensWritten: 3 }));
  expect(run.nextRequest()).toMatchObject({ prompt: { answerPrefix: 'Well, hello' }, parameters: { maxTokens: 17 } });
});

test('the consumer of a preempted answer sees one stream and one total', async () => {
  const run = createGenerationRun(generateRequest());
  run.forward({ type: 'delta', text: 'one ', tokens: 1 });
  run.absorb(stats({ tokensRead: 10, tokensReused: 4, tokensWritten: 1, tokensPerSecond: 10, firstTokenMs: 30, durationMs: 100 }));
  run.forward({ type: 'delta', text: 'two', tokens: 1 });
  run.forward({
    type: 'done',
    stopReason: 'end',
    stats: stats({ tokensRead: 1, tokensReused: 14, tokensWritten: 1, tokensPerSecond: 10, durationMs: 100 }),
  });
  const events = await collect(run.stream.items());
  expect(textOf(events)).toBe('one two');
  expect(events.at(-1)).toMatchObject({
    type: 'done',
    stats: { tokensRead: 11, tokensReused: 4, tokensWritten: 2, tokensPerSecond: 10, firstTokenMs: 30, durationMs: 200 },
  });
});

test('a first token that came in the second attempt is counted from the start of the first', () => {
  expect(mergeStats(stats({ firstTokenMs: null, durationMs: 300 }), stats({ firstTokenMs: 50 })).firstTokenMs).toBe(350);
});

test('nothing comes after the end', async () => {
  const run = createGenerationRun(generateRequest());
  run.finish('stopped');
  run.forward({ type: 'delta', text: 'late', tokens: 1 });
  run.fail(new Error('late'));
  expect(textOf(await collect(run.stream.items()))).toBe('');
});

// Catches: scoring that is taken for finished because it writes nothing, or a completion that forgets which part is the answer.
test('scoring that made way is asked again whole; a completion goes on behind its own text', () => {
  const scoring = createGenerationRun(generateRequest({ prompt: chatPrompt('Hi', 'Hello'), parameters: { maxTokens: 0 } }));
  scoring.absorb(stats({ tokensWritten: 0 }));
  expect([scoring.isExhausted, scoring.nextRequest().parameters.maxTokens]).toEqual([false, 0]);
  const completion = createGenerationRun(generateRequest({ prompt: { kind: 'completion', text: 'Once', answerPrefix: ' upon' } }));
  completion.forward({ type: 'delta', text: ' a time', tokens: 2 });
  expect(completion.nextRequest().prompt).toEqual({ kind: 'completion', text: 'Once', answerPrefix: ' upon a time' });
});
