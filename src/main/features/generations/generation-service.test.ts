import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings } from '#shared/models/settings.ts';
import { createGenerationHub } from '#main/inference/create-generation-hub.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine, FakeRun } from '#main/inference/fake-engine.test-support.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import { joinTurns } from '#main/inference/history-window.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createGenerationService } from './generation-service.ts';
import type { GenerationService } from './generation-service-types.ts';

let folder: string;
let store: Store;
let engine: FakeEngine;
let hub: GenerationHub;
let service: GenerationService;
let settings: Settings;
let events: string[];
let refusal: AppError | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-generations-'));
  store = await openStore({ folder });
  engine = createFakeEngine();
  engine.setState({ state: 'starting', modelId: '00000000-0000-4000-8000-000000000000' as never, name: 'Fake' });
  hub = createGenerationHub({ engine, log: SILENT_LOGGER });
  settings = { ...SHIPPED_SETTINGS, parameters: { systemPrompt: '' } };
  events = [];
  refusal = undefined;
  service = createGenerationService({
    store,
    hub,
    readSettings: async () => settings,
    modelParameters: async () => ({ topP: 0.5 }),
    assistantParameters: async () => ({}),
    fillPrompt: async (prompt) => prompt,
    requireModel: async () => {
      if (refusal) throw refusal;
      return 'chat';
    },
    useModel: async (modelId) => void events.push(`model ${modelId}`),
    onChanged: (topic) => void events.push(topic),
    onStarted: () => void events.push('started'),
    engine: {
      planPrompt: engine.planPrompt,
      countTokens: engine.countTokens,
      isEngineReady: () => true,
      describeModel: async () => ({ name: 'Fake', largestContext: 8_192 }),
    },
    scoreText: engine.scoreText,
    log: SILENT_LOGGER,
    onAnswered: (_threadId, outcome) => void events.push(`answered ${outcome.type}`),
  });
});
afterEach(async () => {
  await hub.dispose();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const answerOf = ({ answers }: Started, index = 0): Message => {
  const answer = answers[index];
  if (!answer) throw new Error('there is an answer');
  return answer;
};
const ended = async ({ generationId }: Message): Promise<void> => {
  if (generationId) await hub.outcome(generationId);
};
const stored = (id: MessageId): Promise<Message> => store.messages.get(id);
const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const historyOf = ({ request: { prompt } }: FakeRun) =>
  prompt.kind === 'chat' ? joinTurns(prompt.history).map(({ role, text }) => `${role}: ${text}`) : prompt.text;

/** Sends and lets the engine answer. */
async function talk(threadId: Started['threadId'] | null, text: string, answer: string): Promise<Started> {
  const started = await service.send({ threadId, text, candidates: 1 });
  const run = await engine.run(engine.runs.length - (engine.runs.at(-1)?.request.slotKey === started.threadId ? 1 : 0));
  run.write(answer);
  run.end();
  await ended(answerOf(started));
  return started;
}

describe('the write protocol', () => {
  test('the turn is on disk before the engine is asked and before send returns', async () => {
    let onDisk: string[] = [];
    const { generate } = engine;
    engine.generate = (request, signal) => {
      const committed = store.threads.list({ limit: 10, offset: 0 }).then(async ({ threads }) => {
        const id = threads[0]?.id;
        if (id)
          onDisk = (await store.messages.listPath(id, { before: null, limit: 10 })).messages.map(({ role, state }) => `${role} ${state}`);
      });
      return (async function* () {
        await committed;
        yield* generate(request, signal);
      })();
    };
    const started = await service.send({ threadId: null, text: 'Hello', candidates: 1 });
    const { messages } = await store.messages.listPath(started.threadId, { before: null, limit: 10 });
    expect(messages.map(({ role, text, state }) => `${role} ${state} ${text}`)).toEqual(['user done Hello', 'assistant streaming ']);
    (await engine.run(0)).end();
    await ended(answerOf(started));
    expect(onDisk).toEqual(['user done', 'assistant streaming']);
  });

  test('a JSON schema that cannot be kept is refused by name, and nothing is stored', async () => {
    const { id } = await store.threads.create('chat');
    await store.threads.changeParameters(id, { set: { jsonSchema: '{"type":"string","pattern":"^a"}' }, reset: [] });
    const sent = service.send({ threadId: id, text: 'Hello', candidates: 1 });
    await expect(sent).rejects.toMatchObject({
      code: 'JSON_SCHEMA_UNUSABLE',
      data: { reason: 'unsupported', where: '$', what: 'pattern' },
    });
    expect([(await store.messages.listPath(id, { before: null, limit: 10 })).messages, engine.runs]).toEqual([[], []]);
  });

  test('a commit that fails leaves the engine alone', async () => {
    store.messages.addTurn = () => Promise.reject(new AppError('DISK_FULL'));
    expect(await code(service.send({ threadId: null, text: 'Hello', candidates: 1 }))).toBe('DISK_FULL');
    expect(engine.runs).toEqual([]);
  });

  test('without a model nothing is stored, not even an empty thread', async () => {
    refusal = new AppError('MODEL_NOT_LOADED');
    expect(await code(service.send({ threadId: null, text: 'Hello', candidates: 1 }))).toBe('MODEL_NOT_LOADED');
    expect((await store.threads.list({ limit: 1, offset: 0 })).total).toBe(0);
  });

  test('the end is stored before it is announced', async () => {
    const started = await service.send({ threadId: null, text: 'Hello', candidates: 1 });
    const run = await engine.run(0);
    run.write('Good morning.');
    run.end();
    await ended(answerOf(started));
    expect(await stored(answerOf(started).id)).toMatchObject({
      text: 'Good morning.',
      state: 'done',
      stopReason: 'end',
      stats: { tokensWritten: 5 },
    });
    expect(events.slice(-3)).toEqual(['messages', 'generations', 'answered done']);
  });

  test('a crash in mid-answer keeps the text as interrupted; before any text it is a failure', async () => {
    const first = await service.send({ threadId: null, text: 'Hello', candidates: 2 });
    (await engine.run(0)).write('Half of');
    (await engine.run(0)).fail(new AppError('ENGINE_CRASHED'));
    (await engine.run(1)).fail(new AppError('ENGINE_CRASHED'));
    await Promise.all(first.answers.map(ended));
    expect(await stored(answerOf(first).id)).toMatchObject({ text: 'Half of', state: 'interrupted', errorCode: 'ENGINE_CRASHED' });
    expect(await stored(answerOf(first, 1).id)).toMatchObject({ text: '', state: 'failed', errorCode: 'ENGINE_CRASHED' });
  });

  test('text that could not be appended for a while is stored with the end, once', async () => {
    const { appendText } = store.messages;
    let failures = 1;
    store.messages.appendText = (id, text) =>
      failures-- > 0 ? Promise.reject(new AppError('DISK_FULL')) : appendText.call(store.messages, id, text);
    const started = await service.send({ threadId: null, text: 'Hello', candidates: 1 });
    const run = await engine.run(0);
    run.write('one ', 64);
    run.write('two ', 64);
    run.write('three', 1);
    run.end();
    await ended(answerOf(started));
    expect((await stored(answerOf(started).id)).text).toBe('one two three');
  });

  test('an end that meets a full disk is tried again', async () => {
    const { finish } = store.messages;
    let failures = 1;
    store.messages.finish = (...all) => (failures-- > 0 ? Promise.reject(new AppError('DISK_FULL')) : finish.apply(store.messages, all));
    const started = await service.send({ threadId: null, text: 'Hello', candidates: 1 });
    (await engine.run(0)).write('kept');
    (await engine.run(0)).end();
    await ended(answerOf(started));
    expect(await stored(answerOf(started).id)).toMatchObject({ text: 'kept', state: 'done' });
  });
});

describe('what the engine is asked', () => {
  test('is the active path, with the system prompt in force', async () => {
    settings = { ...SHIPPED_SETTINGS, parameters: { systemPrompt: 'Be brief.', temperature: 0 } };
    const { threadId } = await talk(null, 'One?', 'Yes.');
    await talk(threadId, 'Two?', 'No.');
    await service.send({ threadId, text: 'Three?', candidates: 1 });
    const run = await engine.run(2);
    expect(historyOf(run)).toEqual(['system: Be brief.', 'user: One?', 'assistant: Yes.', 'user: Two?', 'assistant: No.', 'user: Three?']);
    expect(run.request).toMatchObject({ slotKey: threadId, priority: 'chat', parameters: { temperature: 0 } });
    expect(run.request.parameters).not.toHaveProperty('systemPrompt');
  });

  test('after an edit is the new branch only, and the old one stays', async () => {
    const first = await talk(null, 'One?', 'Yes.');
    const second = await talk(first.threadId, 'Two?', 'No.');
    const edited = await service.edit({ messageId: second.userMessage?.id ?? answerOf(second).id, text: 'Zwei?', candidates: 1 });
    expect(historyOf(await engine.run(2))).toEqual(['user: One?', 'assistant: Yes.', 'user: Zwei?']);
    expect((await stored(answerOf(second).id)).text).toBe('No.');
    expect(edited.userMessage?.versionIds).toHaveLength(2);
  });

  test('after an answer without text is one user turn, because templates refuse two', async () => {
    const first = await service.send({ threadId: null, text: 'One?', candidates: 1 });
    (await engine.run(0)).fail(new AppError('ENGINE_CRASHED'));
    await ended(answerOf(first));
    await service.send({ threadId: first.threadId, text: 'Two?', candidates: 1 });
    expect(historyOf(await engine.run(1))).toEqual(['user: One?\n\nTwo?']);
  });

  test('for candidates is the same prompt in the same slot with a seed of its own', async () => {
    settings = { ...SHIPPED_SETTINGS, parameters: { seed: 4_294_967_295 } };
    const started = await service.send({ threadId: null, text: 'Pick', candidates: 3 });
    const runs = await Promise.all([0, 1, 2].map((index) => engine.run(index)));
    expect(runs.map(({ request }) => request.parameters.seed)).toEqual([4_294_967_295, 0, 1]);
    expect(new Set(runs.map(({ request }) => JSON.stringify([request.slotKey, request.prompt]))).size).toBe(1);
    expect(answerOf(started).versionIds).toHaveLength(3);
  });

  test('to regenerate leaves the answer out and adds a version', async () => {
    const first = await talk(null, 'One?', 'Yes.');
    const again = await service.regenerate({ messageId: answerOf(first).id, candidates: 1 });
    expect(historyOf(await engine.run(1))).toEqual(['user: One?']);
    expect(again.userMessage).toBeNull();
    expect(answerOf(again).versionIds).toEqual([answerOf(first).id, answerOf(again).id]);
  });
});

describe('continue', () => {
  const stopped = async (): Promise<Started> => {
    const started = await service.send({ threadId: null, text: 'Tell', candidates: 1 });
    (await engine.run(0)).write('Once upon');
    const id = answerOf(started).generationId;
    if (id) {
      for await (const event of hub.watch(id, 0, new AbortController().signal)) if (event.type === 'delta') break;
      await hub.cancel(id);
    }
    return started;
  };

  test('goes on in the same message, and its viewers see the whole text', async () => {
    const { id } = answerOf(await stopped());
    expect(await stored(id)).toMatchObject({ text: 'Once upon', state: 'stopped' });
    const going = await service.continueAnswer({ messageId: id });
    const run = await engine.run(1);
    expect(run.request.prompt).toMatchObject({ answerPrefix: 'Once upon', history: [{ role: 'user', text: 'Tell' }] });
    run.write(' a time');
    run.end();
    await ended(answerOf(going));
    expect(await stored(id)).toMatchObject({ text: 'Once upon a time', state: 'done', versionIds: [id] });
    const generationId = answerOf(going).generationId;
    const deltas: string[] = [];
    if (generationId) {
      for await (const event of hub.watch(generationId, 0, new AbortController().signal))
        if (event.type === 'delta') deltas.push(event.text);
    }
    expect(deltas).toEqual(['Once upon a time']);
  });

  test('a crash before any new text leaves it continuable', async () => {
    const { id } = answerOf(await stopped());
    const going = await service.continueAnswer({ messageId: id });
    (await engine.run(1)).fail(new AppError('ENGINE_HUNG'));
    await ended(answerOf(going));
    expect(await stored(id)).toMatchObject({ text: 'Once upon', state: 'interrupted', errorCode: 'ENGINE_HUNG' });
  });

  test('refuses what ended by itself and what the talk went on from', async () => {
    const first = await stopped();
    const second = await service.send({ threadId: first.threadId, text: 'Go on', candidates: 1 });
    (await engine.run(1)).end();
    await ended(answerOf(second));
    expect(await code(service.continueAnswer({ messageId: answerOf(second).id }))).toBe('MESSAGE_NOT_CONTINUABLE');
    expect(await code(service.continueAnswer({ messageId: answerOf(first).id }))).toBe('MESSAGE_NOT_CONTINUABLE');
    expect((await stored(answerOf(first).id)).state).toBe('stopped');
  });
});

describe('a thread', () => {
  test('that is being answered refuses a second turn, also when both come at once', async () => {
    const { id } = await store.threads.create('chat');
    const send = (): Promise<Started> => service.send({ threadId: id, text: 'Hello', candidates: 1 });
    const codes = await Promise.all([code(send()), code(send())]);
    expect(codes.toSorted()).toEqual(['THREAD_BUSY', 'no error']);
    expect(await code(send())).toBe('THREAD_BUSY');
    (await engine.run(0)).end();
    await service.cancelThread(id);
    expect(await code(send())).toBe('no error');
  });

  test('of completions takes raw text and goes on from text and answer', async () => {
    const started = await service.complete({ threadId: null, text: 'Once', candidates: 1 });
    const run = await engine.run(0);
    expect(run.request.prompt).toEqual({ kind: 'completion', text: 'Once', answerPrefix: '' });
    run.write(' upon');
    run.end('length');
    await ended(answerOf(started));
    await service.continueAnswer({ messageId: answerOf(started).id });
    const second = await engine.run(1);
    expect(second.request.prompt).toEqual({ kind: 'completion', text: 'Once', answerPrefix: ' upon' });
    second.end();
    await service.cancelThread(started.threadId);
    expect(await code(service.send({ threadId: started.threadId, text: 'Hi', candidates: 1 }))).toBe('INVALID_INPUT');
  });

  test('refuses to send an answer as a question and to take a question for an answer', async () => {
    const first = await talk(null, 'One?', 'Yes.');
    expect(await code(service.edit({ messageId: answerOf(first).id, text: 'x', candidates: 1 }))).toBe('INVALID_INPUT');
    expect(await code(service.editAnswer({ messageId: first.userMessage?.id ?? answerOf(first).id, text: 'x' }))).toBe('INVALID_INPUT');
  });
});
