/** The application as the hosts open it: store worker, engine process and the starter model, with one thread. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from '#shared/models/message.ts';
import { childProcessTransport } from '#main/inference/child-process-transport.ts';
import type { EngineTransport } from '#main/inference/engine-transport.ts';
import { until } from '#main/inference/streams.test-support.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import type { App } from './create-app.ts';
import { createHostServices } from './host-services.ts';
import { openApplication } from './open-application.ts';
import type { OpenedApplication } from './open-application.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const resources = at('../../../resources');
const hasStarter = existsSync(join(resources, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'));

describe.skipIf(!hasStarter)('with the starter model', () => {
  let folder: string;
  let opened: OpenedApplication;
  let app: App;
  const transports: EngineTransport[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'inkstone-real-'));
    const start = childProcessTransport({ entry: at('../inference/host/engine-process.ts') });
    opened = await openApplication({
      paths: { store: at('../storage/store-worker.ts'), resources, version: '0.0.0' },
      dataFolder: folder,
      env: { INKSTONE_THREADS: '1' },
      host: createHostServices('browser'),
      log: SILENT_LOGGER,
      startTransport: () => {
        const transport = start();
        transports.push(transport);
        return transport;
      },
    });
    app = opened.app;
    await app.started;
    await app.settings.update({ parameters: { temperature: 0, maxTokens: 60 } });
  });
  afterAll(async () => {
    await opened.close(10_000);
    rmSync(folder, { recursive: true, force: true });
  });

  const settled = async (answer: Message | undefined): Promise<Message> => {
    if (!answer?.generationId) throw new Error('an answer has a generation');
    await app.hub.outcome(answer.generationId);
    const { messages } = await app.threads.listMessages(answer.threadId, { before: null, limit: 20 });
    const stored = messages.find(({ id }) => id === answer.id);
    if (!stored) throw new Error('the answer is on the active path');
    return stored;
  };
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
    const prefix = `inkstone-openings-${transports.at(-1)?.pid}-`;
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
    const answer = await settled(first.answers[0]);
    expect(answer).toMatchObject({ state: 'done', text: expect.stringContaining('Paris') });
    await until(async () => ((await app.threads.get(first.threadId)).titleSource === 'auto' ? true : undefined));
    const second = await app.generations.send({ threadId: first.threadId, text: 'And of Italy?', candidates: 1 });
    const { stats } = await settled(second.answers[0]);
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
    transports.at(-1)?.kill();
    const interrupted = await settled(answers[0]);
    expect(interrupted).toMatchObject({ state: 'interrupted', errorCode: 'ENGINE_CRASHED' });
    expect(interrupted.text.startsWith(seen)).toBe(true);
    await until(() => (app.engine.state.state === 'ready' ? true : undefined));
    const going = await app.generations.continueAnswer({ messageId: interrupted.id });
    const whole = await settled(going.answers[0]);
    expect(whole.text.startsWith(interrupted.text)).toBe(true);
    expect(whole.text.length).toBeGreaterThan(interrupted.text.length);
  });

  test('stop resolves with the text stored', async () => {
    const { answers } = await app.generations.send({ threadId: null, text: 'Tell me a long story about a mountain.', candidates: 1 });
    await writing(answers[0]);
    const began = performance.now();
    if (answers[0]?.generationId) await app.hub.cancel(answers[0].generationId);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(await settled(answers[0])).toMatchObject({ state: 'stopped', stopReason: 'stopped' });
  });

  test('the end of the application leaves no engine process', async () => {
    await opened.close(10_000);
    const isAlive = transports.map(({ pid }) => {
      try {
        return pid !== undefined && process.kill(pid, 0);
      } catch {
        return false;
      }
    });
    expect(isAlive).toEqual(isAlive.map(() => false));
  });
});
