/** A chat, candidates, deaths, stops and the end of a whole application with its model. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '#shared/models/message.ts';
import { until } from '#main/inference/streams.test-support.ts';
import type { App } from './create-app.ts';
import { hasStarter, settled, startRealApp } from './real-app.test-support.ts';
import type { RealApp } from './real-app.test-support.ts';

describe.skipIf(!hasStarter)('with the starter model', () => {
  let real: RealApp;
  let app: App;

  beforeAll(async () => {
    real = await startRealApp();
    app = real.app;
    await app.settings.update({ parameters: { temperature: 0, maxTokens: 60 } });
  });
  afterAll(() => real.close());

  /** Resolves when some of the answer's text has arrived. */
  const writing = async (answer: Message | undefined): Promise<string> => {
    let text = '';
    if (!answer?.generationId) throw new Error('an answer has a generation');
    for await (const event of app.hub.watch(answer.generationId, 0, new AbortController().signal)) {
      if (event.type === 'delta') text += event.text;
      if (text.length > 20) break;
    }
    return text;
  };

  // Catches: openings that the application never asks for, or that do not fit the prompts it sends.
  test('the first command after the start reads only the text it is about', async () => {
    const prefix = `inkstone-openings-${real.transports.at(-1)?.pid}-`;
    const states = (): number =>
      readdirSync(tmpdir())
        .filter((name) => name.startsWith(prefix))
        .flatMap((name) => readdirSync(join(tmpdir(), name))).length;
    await until(() => (states() >= 11 ? true : undefined));
    const { generationId } = await app.quickAsk.run({ command: 'proofread', text: 'Teh meeting are at three.', instruction: '' });
    const outcome = await app.hub.outcome(generationId);
    if (outcome.type !== 'done') throw outcome.error;
    expect(outcome.stats.tokensReused).toBeGreaterThan(100);
    expect(outcome.stats.tokensRead).toBeLessThan(45);
  });

  test('a question gets a real answer, a title, and a second turn reads only what is new', async () => {
    const first = await app.generations.send({ threadId: null, text: 'What is the capital of France?', candidates: 1 });
    const answer = await settled(app, first.answers[0]);
    expect(answer).toMatchObject({ state: 'done', text: expect.stringContaining('Paris') });
    await until(async () => ((await app.threads.get(first.threadId)).titleSource === 'auto' ? true : undefined));
    const second = await app.generations.send({ threadId: first.threadId, text: 'And of Italy?', candidates: 1 });
    const { stats } = await settled(app, second.answers[0]);
    expect(stats?.tokensReused).toBeGreaterThan(20);
    expect(stats?.tokensRead).toBeLessThan(40);
  });

  test('candidates are written one after another and read the prompt once', async () => {
    await app.settings.update({ parameters: { temperature: 0.8, maxTokens: 20 } });
    const { answers } = await app.generations.send({ threadId: null, text: 'Name a colour and say why you like it.', candidates: 3 });
    const [first] = answers;
    if (!first) throw new Error('there are answers');
    for (const { generationId } of answers) if (generationId) await app.hub.outcome(generationId);
    const versions = await app.threads.listVersions(first.id);
    expect(new Set(versions.map(({ text }) => text)).size).toBeGreaterThan(1);
    expect(versions.slice(1).map(({ stats }) => (stats?.tokensRead ?? 99) <= 2)).toEqual([true, true]);
  });

  test('kill -9 of the engine in mid-answer keeps the text, and Continue goes on from it', async () => {
    await app.settings.update({ parameters: { temperature: 0, maxTokens: 120 } });
    const { answers } = await app.generations.send({ threadId: null, text: 'Tell me a long story about a river.', candidates: 1 });
    const seen = await writing(answers[0]);
    real.transports.at(-1)?.kill();
    const interrupted = await settled(app, answers[0]);
    expect(interrupted).toMatchObject({ state: 'interrupted', errorCode: 'ENGINE_CRASHED' });
    expect(interrupted.text.startsWith(seen)).toBe(true);
    await until(() => (app.engine.state.state === 'ready' ? true : undefined));
    const going = await app.generations.continueAnswer({ messageId: interrupted.id });
    const whole = await settled(app, going.answers[0]);
    expect(whole.text.startsWith(interrupted.text)).toBe(true);
    expect(whole.text.length).toBeGreaterThan(interrupted.text.length);
  });

  test('stop resolves with the text stored', async () => {
    const { answers } = await app.generations.send({ threadId: null, text: 'Tell me a long story about a mountain.', candidates: 1 });
    await writing(answers[0]);
    const began = performance.now();
    if (answers[0]?.generationId) await app.hub.cancel(answers[0].generationId);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await settled(app, answers[0])).toMatchObject({ state: 'stopped', stopReason: 'stopped' });
  });

  test('the end of the application leaves no engine process', async () => {
    await real.close();
    const isAlive = real.transports.map(({ pid }) => {
      try {
        return pid !== undefined && process.kill(pid, 0);
      } catch {
        return false;
      }
    });
    expect(isAlive).toEqual(isAlive.map(() => false));
  });
});
