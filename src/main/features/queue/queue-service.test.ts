/** The queue of a whole application on a real store, with an engine driven by hand. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { ThreadQueue } from '#shared/models/queue.ts';
import { startTestApp } from '#main/app/app.test-support.ts';
import type { TestApp } from '#main/app/app.test-support.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeRun } from '#main/inference/fake-engine.test-support.ts';
import { until } from '#main/inference/streams.test-support.ts';
import { createQueueService } from './queue-service.ts';

let running: TestApp;
beforeEach(async () => {
  running = await startTestApp();
});
afterEach(() => running.dispose());

/** A thread in which the first answer is being written. */
async function begin(isTemporary = false): Promise<{ threadId: ThreadId; run: FakeRun }> {
  const { app, engine } = running;
  const thread = await app.threads.create('chat', isTemporary);
  const from = engine.runs.length;
  const { threadId } = await app.generations.send({ threadId: thread.id, text: 'first', candidates: 1 });
  return { threadId, run: await runOf(from) };
}
/** Titles are asked for in between: only runs for a thread count. */
const runOf = (from: number): Promise<FakeRun> =>
  until(() => running.engine.runs.slice(from).find(({ request }) => request.priority === 'chat'));
const next = async (end: () => void): Promise<FakeRun> => {
  const from = running.engine.runs.length;
  end();
  return runOf(from);
};
const add = (threadId: ThreadId, text: string) => running.app.queue.add({ threadId, text, candidates: 1, attachments: [], beforeId: null });
const textsOf = async (threadId: ThreadId): Promise<string[]> => (await running.app.queue.get(threadId)).messages.map(({ text }) => text);
const path = async (threadId: ThreadId): Promise<string[]> =>
  (await running.app.threads.listMessages(threadId, { before: null, limit: 50 })).messages.map(({ text }) => text);
const paused = (threadId: ThreadId): Promise<ThreadQueue> =>
  until(async () => {
    const queue = await running.app.queue.get(threadId);
    return queue.pause === null ? undefined : queue;
  });

// Catches: a message sent while an answer is written, in the wrong order, twice, or not at all.
test('what waits is sent in its order, each when the answer before it has ended', async () => {
  const { threadId, run } = await begin();
  await add(threadId, 'second');
  await add(threadId, 'third');
  expect([await textsOf(threadId), await path(threadId)]).toEqual([
    ['second', 'third'],
    ['first', ''],
  ]);
  run.write('one');
  const second = await next(() => run.end());
  expect(await textsOf(threadId)).toEqual(['third']);
  second.write('two');
  const third = await next(() => second.end());
  third.write('three');
  third.end();
  await running.app.generations.whenFree(threadId);
  expect(await path(threadId)).toEqual(['first', 'one', 'second', 'two', 'third', 'three']);
  expect(await running.app.queue.get(threadId)).toEqual({ pause: null, messages: [] });
});

// Catches: edits, order and removal that reach the list but not what is sent.
test('what waits can be edited, moved, removed and put back', async () => {
  const { threadId, run } = await begin();
  const { queue } = running.app;
  const [a, b, c] = [await add(threadId, 'a'), await add(threadId, 'b'), await add(threadId, 'c')];
  await queue.edit(b.id, 'B');
  await queue.move(c.id, a.id);
  expect(await textsOf(threadId)).toEqual(['c', 'a', 'B']);
  const { id: _id, ...removed } = await queue.remove(a.id);
  await queue.add({ ...removed, beforeId: b.id });
  expect(await textsOf(threadId)).toEqual(['c', 'a', 'B']);
  await next(() => run.end());
  expect(await path(threadId)).toEqual(['first', '', 'c', '']);
  await expect(queue.edit(c.id, 'late')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
});

// Catches: a queue that runs on although the user stopped, or that can never be taken up again.
test('a stop pauses it until it is resumed', async () => {
  const { threadId } = await begin();
  await add(threadId, 'second');
  await running.app.generations.cancelThread(threadId);
  expect((await paused(threadId)).pause).toEqual({ reason: 'stopped', code: null });
  await running.app.generations.send({ threadId, text: 'in between', candidates: 1 });
  (await runOf(1)).end();
  await running.app.generations.whenFree(threadId);
  expect(await textsOf(threadId)).toEqual(['second']);
  await next(() => void running.app.queue.resume(threadId));
  expect((await path(threadId)).filter((text) => text !== '')).toEqual(['first', 'in between', 'second']);
});

// Catches: a failed answer followed by the next question, which then fails too, and so on until the queue is empty.
test('a failure pauses it and says which', async () => {
  const { threadId, run } = await begin();
  await add(threadId, 'second');
  run.fail(new AppError('ENGINE_CRASHED'));
  expect(await paused(threadId)).toMatchObject({ pause: { reason: 'failed', code: 'ENGINE_CRASHED' }, messages: [{ text: 'second' }] });
});

// Catches: a message lost because it could not be sent.
test('a message that cannot be sent stays first and says why', async () => {
  const thread = await running.app.threads.create('chat');
  const queue = createQueueService({
    store: running.store,
    send: () => Promise.reject(new AppError('MODEL_NOT_LOADED')),
    whenFree: () => Promise.resolve(),
    onChanged: () => undefined,
    log: running.app.log,
  });
  await queue.add({ threadId: thread.id, text: 'kept', candidates: 1, attachments: [], beforeId: null });
  const stuck = await until(async () => ((await queue.get(thread.id)).pause ? queue.get(thread.id) : undefined));
  expect(stuck).toMatchObject({ pause: { reason: 'notSent', code: 'MODEL_NOT_LOADED' }, messages: [{ text: 'kept' }] });
});

// Catches: messages that are sent by themselves when Inkstone starts, or that a restart loses.
test('after a restart everything waits until it is sent by hand', async () => {
  const { threadId } = await begin();
  await add(threadId, 'second');
  const again = createQueueService({
    store: running.store,
    send: (message) => running.app.generations.send({ ...message, queuedId: message.id }),
    whenFree: () => Promise.resolve(),
    onChanged: () => undefined,
    log: running.app.log,
  });
  expect(await again.get(threadId)).toMatchObject({ pause: { reason: 'restart', code: null }, messages: [{ text: 'second' }] });
  expect(await again.listThreads()).toMatchObject([{ threadId, count: 1, pause: { reason: 'restart' } }]);
  again.answered(threadId, { type: 'done', text: '', stopReason: 'end', stats: {} as never });
  await again.edit((await again.get(threadId)).messages[0]?.id as never, 'edited');
  expect(await textsOf(threadId)).toEqual(['edited']);
});

// Catches: a message that is stored as a turn and still waits, or the other way round, after the app was killed in between.
test('a message leaves the queue in the commit that makes it a turn', async () => {
  const { threadId } = await begin();
  const { id } = await add(threadId, 'second');
  await running.app.queue.remove(id);
  await expect(running.app.generations.send({ threadId, text: 'second', candidates: 1, queuedId: id })).rejects.toMatchObject({
    code: 'THREAD_BUSY',
  });
  await running.app.generations.cancelThread(threadId);
  await expect(running.app.generations.send({ threadId, text: 'second', candidates: 1, queuedId: id })).rejects.toMatchObject({
    code: 'MESSAGE_NOT_FOUND',
  });
  expect(await path(threadId)).toEqual(['first', '']);
});

// Catches: a thread that waits for the engine and is missing in the list of all that wait.
test('several threads wait side by side, temporary ones too', async () => {
  const library = await begin();
  const temporary = await begin(true);
  await add(library.threadId, 'a');
  await add(temporary.threadId, 'b');
  const listed = (await running.app.queue.listThreads()).map(({ threadId, isTemporary, count }) => ({ threadId, isTemporary, count }));
  expect(listed).toEqual([
    { threadId: temporary.threadId, isTemporary: true, count: 1 },
    { threadId: library.threadId, isTemporary: false, count: 1 },
  ]);
  await next(() => temporary.run.end());
  expect(await textsOf(temporary.threadId)).toEqual([]);
  expect(await textsOf(library.threadId)).toEqual(['a']);
});

// Catches: no mark where an answer came unseen, or one that stays after it was looked at, or one for an answer that was stopped.
test('an answer that ends marks its thread until somebody looks at it', async () => {
  const { app } = running;
  const { threadId, run } = await begin();
  run.end();
  const hasUnseen = async (): Promise<boolean> => (await app.threads.get(threadId)).hasUnseen;
  await until(async () => ((await hasUnseen()) ? true : undefined));
  expect(await app.unseen.list()).toEqual([{ id: threadId, kind: 'chat', folderId: null }]);
  await app.unseen.markSeen(threadId);
  expect([await hasUnseen(), await app.unseen.list()]).toEqual([false, []]);
  const other = await begin();
  await app.generations.cancelThread(other.threadId);
  expect((await app.threads.get(other.threadId)).hasUnseen).toBe(false);
});

test('a queue is refused when it is full', async () => {
  const { threadId } = await begin();
  for (let index = 0; index < 50; index += 1) await add(threadId, `${index}`);
  await expect(add(threadId, 'one too many')).rejects.toMatchObject({ code: 'QUEUE_FULL' });
});

test('an engine that answers at once works off a whole queue', async () => {
  await running.dispose();
  running = await startTestApp({ engine: createFakeEngine({ answer: 'Yes.' }) });
  const { id: threadId } = await running.app.threads.create('chat');
  for (const text of ['a', 'b', 'c', 'd']) await add(threadId, text);
  await until(async () => ((await path(threadId)).length === 8 && (await path(threadId)).at(-1) !== '' ? true : undefined));
  expect(await path(threadId)).toEqual(['a', 'Yes.', 'b', 'Yes.', 'c', 'Yes.', 'd', 'Yes.']);
});
