import { expect, test } from 'vitest';
import type { Change } from '#shared/contract/app-contract.ts';
import { createChanges } from './changes.ts';

/** What waits for a viewer that starts to read now. */
async function readAll(stream: AsyncGenerator<Change>, count: number): Promise<Change[]> {
  const read: Change[] = [];
  while (read.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    read.push(value);
  }
  return read;
}

test('a viewer gets what changed between its call and its first read', async () => {
  const changes = createChanges();
  const stream = changes.watch(new AbortController().signal);
  changes.publish('threads', 'a');
  changes.requestView('write');
  expect(await readAll(stream, 2)).toEqual([
    { seq: 1, topic: 'threads', threadId: 'a', view: null },
    { seq: 2, topic: 'view', threadId: null, view: 'write' },
  ]);
});

test('what a waiting change already says is not said twice', async () => {
  const changes = createChanges();
  const stream = changes.watch(new AbortController().signal);
  for (let index = 0; index < 1_000; index += 1) changes.publish('messages', 'a');
  changes.publish('models');
  expect((await readAll(stream, 2)).map(({ seq, topic }) => `${seq} ${topic}`)).toEqual(['1000 messages', '1001 models']);
});

test('a viewer that does not read holds a bounded queue that still names every topic', async () => {
  const changes = createChanges();
  const stream = changes.watch(new AbortController().signal);
  changes.publish('settings');
  for (let index = 0; index < 600; index += 1) changes.publish('messages', `thread ${index}`);
  changes.close();
  const first = await stream.next();
  expect(first.done).toBe(true);
  const again = createChanges();
  const slow = again.watch(new AbortController().signal);
  again.publish('settings');
  for (let index = 0; index < 256; index += 1) again.publish('messages', `thread ${index}`);
  expect((await readAll(slow, 2)).map(({ topic, threadId }) => ({ topic, threadId }))).toEqual([
    { topic: 'settings', threadId: null },
    { topic: 'messages', threadId: null },
  ]);
});

test('viewers that leave are gone, also those that never read', async () => {
  const changes = createChanges();
  const controller = new AbortController();
  const reading = changes.watch(controller.signal).next();
  changes.watch(controller.signal);
  expect(changes.viewers).toBe(2);
  controller.abort();
  expect((await reading).done).toBe(true);
  expect(changes.viewers).toBe(0);
});
