import { afterEach, expect, test } from 'vitest';
import { startTestApp } from '#main/app/app.test-support.ts';
import type { TestApp } from '#main/app/app.test-support.ts';
import { until } from '#main/inference/streams.test-support.ts';

let running: TestApp | undefined;
afterEach(async () => running?.dispose());

// Catches: a model that goes on writing, unseen, into what was deleted; an undo without the text that was there.
test('deleting what is being written stops the model first, and Undo brings the text so far', async () => {
  running = await startTestApp();
  const { app, engine } = running;
  const { threadId, userMessage, answers } = await app.generations.send({ threadId: null, text: 'Hi', candidates: 2 });
  (await engine.run(0)).write('Half');
  await until(() => (engine.runs.length === 2 ? true : undefined));
  const { removalId, thread } = await app.tree.removeMessages({ messageIds: userMessage ? [userMessage.id] : [], scope: 'below' });
  expect([engine.runs.map(({ isAborted }) => isAborted), thread.activeLeafId]).toEqual([[true, true], null]);
  expect(app.hub.listLive().filter(({ messageId }) => messageId !== null)).toEqual([]);
  await app.tree.restoreMessages(removalId);
  const { messages } = await app.threads.listMessages(threadId, { before: null, limit: 10 });
  expect(messages.map(({ text, state }) => ({ text, state }))).toEqual([
    { text: 'Hi', state: 'done' },
    { text: 'Half', state: 'stopped' },
  ]);
  expect(messages[1]?.versionIds).toEqual(answers.map(({ id }) => id));
});

// Catches: a deletion of one answer that ends another one beside it.
test('what is written elsewhere in the chat goes on', async () => {
  running = await startTestApp();
  const { app, engine } = running;
  const { answers } = await app.generations.send({ threadId: null, text: 'Hi', candidates: 2 });
  await until(() => (engine.runs.length === 2 ? true : undefined));
  await app.tree.removeMessages({ messageIds: answers.slice(1).map(({ id }) => id), scope: 'below' });
  expect(engine.runs.map(({ isAborted }) => isAborted)).toEqual([false, true]);
});
