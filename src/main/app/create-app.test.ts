import { randomUUID } from 'node:crypto';
import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { generationIdSchema } from '#shared/models/ids.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import { collect, until } from '#main/inference/streams.test-support.ts';
import { openStore } from '#main/storage/open-store.ts';
import { createRouter } from '#main/rpc/create-router.ts';
import { startTestApp } from './app.test-support.ts';
import type { TestApp } from './app.test-support.ts';

let running: TestApp | undefined;
afterEach(async () => running?.dispose());

test('send, watch and read back: the thin path through every layer', async () => {
  running = await startTestApp({ engine: createFakeEngine({ answer: 'Paris.' }) });
  const rpc = createRouterClient(createRouter(running.app), { context: { viewerId: 'test' } });
  const started = await rpc.generations.send({ threadId: null, text: 'What is the capital of France, and since when?', candidates: 1 });
  const generationId = started.answers[0]?.generationId ?? '';
  const events = await collect(await rpc.generations.watch({ generationId, afterSeq: 0 }));
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['delta', 'done']));
  const { messages } = await rpc.threads.listMessages({ threadId: started.threadId, before: null, limit: 50 });
  expect(messages.map(({ role, text, state }) => ({ role, text, state }))).toEqual([
    { role: 'user', text: 'What is the capital of France, and since when?', state: 'done' },
    { role: 'assistant', text: 'Paris.', state: 'done' },
  ]);
  const { store } = running;
  const { title, titleSource } = await until(async () => {
    const thread = await store.threads.get(started.threadId);
    return thread.titleSource === 'none' ? undefined : thread;
  });
  expect([title, titleSource]).toEqual(['Paris', 'auto']);
});

test('answers that the last run left open are interrupted before anyone can look', async () => {
  let threadId = '';
  running = await startTestApp({
    wrapStore: (store) => {
      const { recoverInterrupted } = store.messages;
      store.messages.recoverInterrupted = async () => {
        const thread = await store.threads.create('chat');
        threadId = thread.id;
        const generationIds = [generationIdSchema.parse(randomUUID())];
        const turn = {
          threadId: thread.id,
          parentId: null,
          userText: 'Hi',
          generationIds,
          purpose: 'chat',
          parameters: SHIPPED_PARAMETERS,
        } as const;
        const { answers } = await store.messages.addTurn(turn);
        if (answers[0]) await store.messages.appendText(answers[0].id, 'Half');
        return recoverInterrupted.call(store.messages);
      };
      return store;
    },
  });
  const { messages } = await running.app.threads.listMessages(threadId as never, { before: null, limit: 10 });
  expect(messages.at(-1)).toMatchObject({ state: 'interrupted', text: 'Half' });
});

test('a start does not wait for the model, and a turn can be sent meanwhile', async () => {
  const engine = createFakeEngine({ isLoadManual: true });
  running = await startTestApp({ engine });
  expect(engine.state.state).toBe('loading');
  const { answers } = await running.app.generations.send({ threadId: null, text: 'Hi', candidates: 1 });
  expect(answers).toHaveLength(1);
});

// Catches: a quit that waits minutes for a long chat to be deleted.
test('quitting ends the deletion of what was erased', async () => {
  running = await startTestApp({
    wrapStore: (store) => {
      const { recoverInterrupted } = store.messages;
      store.messages.recoverInterrupted = async () => {
        const { id } = await store.threads.create('chat');
        await store.messages.addFinished(
          id,
          null,
          Array.from({ length: 1_000 }, () => ({ role: 'user', text: 'words' }) as const),
        );
        await store.threads.remove(id);
        await store.removed.erase(null);
        return recoverInterrupted.call(store.messages);
      };
      return store;
    },
  });
  await running.app.dispose();
  const left = await openStore({ folder: running.folder });
  expect(await left.threads.purgeRemovedBefore(1)).toBe(1);
  await left.close();
});

test('quitting in mid-answer stores what was written, ends the viewers and closes everything once', async () => {
  running = await startTestApp();
  const { app, engine, store } = running;
  const { answers } = await app.generations.send({ threadId: null, text: 'Hi', candidates: 1 });
  (await engine.run(0)).write('Half');
  const generationId = answers[0]?.generationId;
  if (!generationId) throw new Error('the answer has a generation');
  const watching = collect(app.hub.watch(generationId, 0, new AbortController().signal));
  const changes = collect(app.changes.watch(new AbortController().signal));
  const ends: unknown[] = [];
  const { finish } = store.messages;
  store.messages.finish = async (...all) => {
    const message = await finish.apply(store.messages, all);
    ends.push(message.state, message.text);
    return message;
  };
  let closes = 0;
  const { close } = store;
  store.close = () => {
    closes += 1;
    return close.call(store);
  };
  await until(() => (app.hub.listLive().length === 1 && engine.runs.length === 1 ? true : undefined));
  await Promise.all([app.dispose(), app.dispose()]);
  expect((await watching).at(-1)).toMatchObject({ type: 'done', stopReason: 'stopped' });
  await changes;
  expect({ ends, closes, engine: engine.isDisposed }).toEqual({ ends: ['stopped', 'Half'], closes: 1, engine: true });
});

test('removing a thread ends its answer first, and a restored one has it', async () => {
  running = await startTestApp();
  const { app, engine } = running;
  const { threadId } = await app.generations.send({ threadId: null, text: 'Hi', candidates: 1 });
  const run = await engine.run(0);
  await app.threads.remove(threadId);
  expect(run.isAborted).toBe(true);
  await app.threads.restore(threadId);
  const { messages } = await app.threads.listMessages(threadId, { before: null, limit: 10 });
  expect(messages.at(-1)?.state).toBe('stopped');
});

test('a temporary chat is kept while its answer is being written', async () => {
  running = await startTestApp();
  const { app, engine } = running;
  const { id } = await app.threads.create('chat', true);
  const { answers } = await app.generations.send({ threadId: id, text: 'Which tea is green?', candidates: 1 });
  const run = await engine.run(0);
  run.write('Sencha');
  expect((await app.order.keep(id)).isTemporary).toBe(false);
  run.write(' is.');
  run.end();
  const messageId = answers[0]?.id;
  const stored = await until(async () => {
    const { messages } = await app.threads.listMessages(id, { before: null, limit: 10 });
    return messages.find((message) => message.id === messageId && message.state === 'done');
  });
  expect(stored.text).toBe('Sencha is.');
});

test('many threads are removed at once, their answers end first, and all come back', async () => {
  running = await startTestApp();
  const { app, engine } = running;
  const { threadId } = await app.generations.send({ threadId: null, text: 'Hi', candidates: 1 });
  const run = await engine.run(0);
  const other = await app.threads.create('chat');
  await app.order.remove([threadId, other.id]);
  expect(run.isAborted).toBe(true);
  expect((await app.threads.list({ limit: 5, offset: 0 })).total).toBe(0);
  await app.order.restore([threadId, other.id]);
  expect((await app.threads.list({ limit: 5, offset: 0 })).total).toBe(2);
});
