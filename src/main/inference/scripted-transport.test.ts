import { AppError } from '#shared/errors/app-error.ts';
import { afterEach, expect, test } from 'vitest';
import type { Engine, EngineEvent } from './engine.ts';
import { createEngine } from './engine-supervisor.ts';
import { longAnswer, toPieces } from './scripted-answers.ts';
import { scriptedTransport } from './scripted-transport.ts';
import { chatPrompt, doneOf, generateRequest, loadRequest, SILENT_LOG, textOf } from './testing/builders.ts';

const never = new AbortController().signal;
let engine: Engine | undefined;
afterEach(async () => engine?.dispose());

async function start(path = '/models/chat.gguf'): Promise<Engine> {
  engine = createEngine({ startTransport: scriptedTransport({ tokensPerSecond: 2_000, loadMs: 10 }), log: SILENT_LOG });
  await engine.load(loadRequest({ path }), never);
  return engine;
}

async function ask(from: Engine, text: string, signal = never) {
  const events: EngineEvent[] = [];
  const request = generateRequest({ prompt: chatPrompt(text), parameters: { maxTokens: null } });
  try {
    for await (const event of from.generate(request, signal)) events.push(event);
    return { events, code: 'done' };
  } catch (error) {
    return { events, code: error instanceof AppError ? error.code : String(error) };
  }
}

test('[[long N]] writes exactly N tokens, every kind of block in it', async () => {
  const { events } = await ask(await start(), '[[long 200]]');
  expect(doneOf(events).stats.tokensWritten).toBe(200);
  expect(textOf(events)).toBe(longAnswer(200));
  expect(toPieces(longAnswer(20_000))).toHaveLength(20_000);
});

test('[[error]] fails before any text, [[crash]] after some of it, and the engine comes back from both', async () => {
  const scripted = await start();
  expect(await ask(scripted, '[[error]]')).toMatchObject({ code: 'INTERNAL' });
  const crashed = await ask(scripted, '[[crash]] and a few more words');
  expect([crashed.code, textOf(crashed.events) === '']).toEqual(['ENGINE_CRASHED', false]);
  expect((await ask(scripted, 'What is the capital of France?')).code).toBe('done');
});

test('stop keeps the text so far', async () => {
  const controller = new AbortController();
  const scripted = await start();
  const request = generateRequest({ prompt: chatPrompt('[[slow]] [[long 50]]'), parameters: { maxTokens: null } });
  const events: EngineEvent[] = [];
  for await (const event of scripted.generate(request, controller.signal)) {
    events.push(event);
    if (event.type === 'delta') controller.abort();
  }
  expect(doneOf(events).stopReason).toBe('stopped');
  expect(longAnswer(50).startsWith(textOf(events))).toBe(true);
});

test('file names stand for kinds and faults', async () => {
  const scripted = await start('/models/some-base.gguf');
  expect(scripted.state).toMatchObject({ model: { kind: 'base' } });
  await expect(scripted.inspect('/models/truncated.gguf')).rejects.toMatchObject({ code: 'MODEL_TRUNCATED' });
  await expect(scripted.inspect('/models/notes.txt')).rejects.toMatchObject({ code: 'MODEL_NOT_GGUF' });
});

// Catches: a token view in UI tests whose numbers no model could give.
test('likelihoods are asked for, the same for the same text, ranked, and add up to less than one', async () => {
  const scripted = await start();
  const ask = async (tokenDetail?: 'mean' | 'top10') => {
    const events: EngineEvent[] = [];
    const request = { ...generateRequest({ prompt: chatPrompt('[[long 30]]'), parameters: { maxTokens: null } }), tokenDetail };
    for await (const event of scripted.generate(request, never)) events.push(event);
    return {
      text: textOf(events),
      stats: doneOf(events).stats,
      tokens: events.flatMap((event) => (event.type === 'tokens' ? event.tokens : [])),
    };
  };
  const [off, mean, whole] = [await ask(), await ask('mean'), await ask('top10')];
  expect([off.stats.meanLogProb, off.tokens, mean.tokens, mean.stats.meanLogProb]).toEqual([null, [], [], whole.stats.meanLogProb]);
  expect(whole.tokens.map(({ text }) => text).join('')).toBe(whole.text);
  for (const { top, tokenId, logProb } of whole.tokens) {
    expect(top).toHaveLength(10);
    expect(top.map((one) => one.logProb)).toEqual(top.map((one) => one.logProb).toSorted((a, b) => b - a));
    expect(top.reduce((sum, one) => sum + Math.exp(one.logProb), 0)).toBeLessThanOrEqual(1);
    expect(top).toContainEqual(expect.objectContaining({ tokenId, logProb }));
  }
  const scored = await scripted.scoreText({ slotKey: 'a', priority: 'chat', prompt: chatPrompt('[[long 30]]', whole.text) }, never);
  expect(scored).toEqual(whole.tokens);
});
