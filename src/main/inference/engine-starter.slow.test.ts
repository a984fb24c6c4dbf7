/** The real engine on the starter model: what a person notices. Skipped, with a printed reason, where it was not fetched. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatTurn, EngineEvent, GenerateRequest } from './engine.ts';
import type { RealEngine } from './testing/real-engine.ts';
import { hasStarterModel, STARTER_PATH, startRealEngine } from './testing/real-engine.ts';
import { chatPrompt, collect, doneOf, generateRequest, textOf } from './testing/builders.ts';

const never = new AbortController().signal;
const STORY = 'Tell me a long story about a lighthouse keeper and the sea.';
let real: RealEngine;

const answer = (request: GenerateRequest, signal = never) => collect(real.engine.generate(request, signal));

/** Stops at the first event that `isMoment`; says how long the end took and which text came later than 150 ms. */
async function stopAt(request: GenerateRequest, isMoment: (event: EngineEvent) => boolean) {
  const controller = new AbortController();
  const events: EngineEvent[] = [];
  let stoppedAt = 0;
  let lateText = '';
  for await (const event of real.engine.generate(request, controller.signal)) {
    events.push(event);
    if (stoppedAt === 0 && isMoment(event)) {
      stoppedAt = performance.now();
      controller.abort();
    } else if (stoppedAt > 0 && event.type === 'delta' && performance.now() - stoppedAt > 150) lateText += event.text;
  }
  return { events, lateText, endedMs: performance.now() - stoppedAt };
}

describe.skipIf(!hasStarterModel())('the starter model', () => {
  beforeAll(async () => {
    real = startRealEngine();
    await real.load(STARTER_PATH, { contextSize: 1_024 });
  });
  afterAll(async () => real.engine.dispose());

  test('answers, in batches, with counts that add up', async () => {
    const history: ChatTurn[] = [
      { role: 'system', text: 'You are a helpful assistant.' },
      { role: 'user', text: 'What is the capital of France?' },
    ];
    const prompt = { kind: 'chat', history, answerPrefix: '' } as const;
    const events = await answer(generateRequest({ prompt, slotKey: 'france', parameters: { maxTokens: 60 } }));
    const { stopReason, stats } = doneOf(events);
    expect(textOf(events)).toContain('Paris');
    expect(stopReason).toBe('end');
    expect(stats.contextTokens).toBe(stats.tokensRead + stats.tokensReused + stats.tokensWritten + 1);
    expect(stats.firstTokenMs).toBeGreaterThan(0);
  });

  test('five turns read only what is new', async () => {
    const history: ChatTurn[] = [{ role: 'system', text: 'You are a helpful assistant who answers in two sentences.' }];
    const overhead: number[] = [];
    let known = 0;
    for (const text of [
      'Who wrote Hamlet?',
      'When did he live?',
      'Name two other plays — with “quotes”.',
      'Say something in French, please.',
      'Thank you!',
    ]) {
      history.push({ role: 'user', text });
      const events = await answer(
        generateRequest({
          slotKey: 'turns',
          prompt: { kind: 'chat', history: [...history], answerPrefix: '' },
          parameters: { maxTokens: 60, temperature: 0.9 },
        }),
      );
      const { stats } = doneOf(events);
      const fresh = stats.tokensRead + stats.tokensReused - known;
      if (known > 0) overhead.push(stats.tokensRead - (1.1 * fresh + 16));
      known = stats.contextTokens;
      history.push({ role: 'assistant', text: textOf(events) });
    }
    expect(overhead).toHaveLength(4);
    expect(Math.max(...overhead)).toBeLessThanOrEqual(0);
  });

  test('stop while reading: no text, idle within a second, and the part that was read is not read again', async () => {
    const long = `${'The quick brown fox jumps over the lazy dog near the river bank. '.repeat(40)}\n\nSummarise.`;
    const request = generateRequest({ prompt: chatPrompt(long), slotKey: 'long', parameters: { maxTokens: 1 } });
    const stopped = await stopAt(request, ({ type }) => type === 'progress');
    expect(textOf(stopped.events)).toBe('');
    expect(doneOf(stopped.events).stopReason).toBe('stopped');
    expect(stopped.endedMs).toBeLessThan(1_000);
    const { stats } = doneOf(await answer(request));
    expect(stats.tokensReused).toBeGreaterThanOrEqual(64);
  });

  test('stop while writing keeps the text; Continue goes on from it without reading it again', async () => {
    const request = generateRequest({ prompt: chatPrompt(STORY), slotKey: 'story', parameters: { maxTokens: 200 } });
    const stopped = await stopAt(request, (event) => event.type === 'delta');
    const prefix = textOf(stopped.events);
    expect([stopped.lateText, doneOf(stopped.events).stopReason]).toEqual(['', 'stopped']);
    expect(stopped.endedMs).toBeLessThan(1_000);
    const continued = await answer(generateRequest({ prompt: chatPrompt(STORY, prefix), slotKey: 'story', parameters: { maxTokens: 12 } }));
    expect(doneOf(continued).stats.tokensRead).toBeLessThanOrEqual(3);
    const whole = textOf(await answer(generateRequest({ prompt: chatPrompt(STORY), slotKey: 'whole', parameters: { maxTokens: 200 } })));
    expect(whole.startsWith(prefix + textOf(continued))).toBe(true);
  });

  test('a preempted answer reads exactly like one that was not', async () => {
    const ask = generateRequest({ prompt: chatPrompt(STORY), slotKey: 'preempted', priority: 'background', parameters: { maxTokens: 80 } });
    const hello = generateRequest({ prompt: chatPrompt('Hi'), slotKey: 'chat', parameters: { maxTokens: 8 } });
    // The chat has a sequence already, else it would take this one; and both runs go on from the same evaluated prompt:
    // another batch shape rounds differently and may flip a close call.
    await answer(hello);
    await answer(ask);
    const alone = textOf(await answer(ask));
    const background: EngineEvent[] = [];
    let chat: Promise<EngineEvent[]> | undefined;
    for await (const event of real.engine.generate(ask, never)) {
      background.push(event);
      if (event.type === 'delta') chat ??= answer(hello);
    }
    expect(textOf((await chat) ?? [])).not.toBe('');
    expect(background.filter((event) => event.type === 'phase' && event.phase === 'queued').length).toBeGreaterThan(1);
    expect(textOf(background)).toBe(alone);
    expect(doneOf(background).stats.tokensWritten).toBe(80);
  });

  test('stop texts and the token limit end an answer with their own reasons', async () => {
    const stop = await answer(
      generateRequest({ prompt: chatPrompt('Count: one, two, three, four.'), parameters: { maxTokens: 60, stop: ['e'] } }),
    );
    expect([doneOf(stop).stopReason, textOf(stop).includes('e')]).toEqual(['stop-text', false]);
    expect(doneOf(await answer(generateRequest({ prompt: chatPrompt(STORY), parameters: { maxTokens: 5 } })))).toMatchObject({
      stopReason: 'length',
      stats: { tokensWritten: 5 },
    });
  });

  test('a conversation longer than the window goes on, and one turn longer than it is refused with numbers', async () => {
    const filler = 'A sentence about the weather, the sea and the birds over the harbour. '.repeat(12);
    const history: ChatTurn[] = Array.from({ length: 31 }, (_, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      text: `${index}. ${filler}`,
    }));
    const request = generateRequest({
      prompt: { kind: 'chat', history, answerPrefix: '' },
      slotKey: 'endless',
      parameters: { maxTokens: 4 },
    });
    const { stats } = doneOf(await answer(request));
    expect(stats.contextTokens).toBeLessThanOrEqual(0.6 * stats.contextSize + 5);
    const tooLong = generateRequest({ prompt: chatPrompt(filler.repeat(20)), slotKey: 'too-long' });
    await expect(answer(tooLong)).rejects.toMatchObject({
      code: 'PROMPT_TOO_LONG',
      data: { limit: expect.any(Number), tokens: expect.any(Number) },
    });
  });

  test('kill -9 while reading: the engine comes back and the request is asked again by itself', async () => {
    const long = `${'The quick brown fox jumps over the lazy dog near the river bank. '.repeat(16)}\n\nSummarise.`;
    const events: EngineEvent[] = [];
    let hasKilled = false;
    for await (const event of real.engine.generate(generateRequest({ prompt: chatPrompt(long), slotKey: 'killed' }), never)) {
      events.push(event);
      if (event.type !== 'progress' || hasKilled) continue;
      hasKilled = true;
      process.kill(real.pids.at(-1) ?? 0, 'SIGKILL');
    }
    expect([hasKilled, real.pids.length, doneOf(events).stats.tokensWritten]).toEqual([true, 2, 16]);
    expect(events).toContainEqual({ type: 'phase', phase: 'loading', ahead: 0 });
  });

  test('counts tokens like the model', async () => {
    expect(await real.engine.countTokens('Hello world')).toBe(2);
  });
});
