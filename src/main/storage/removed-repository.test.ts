import { expect, onTestFinished, test } from 'vitest';
import type { RemovedItem } from '#shared/models/removed.ts';
import { ask, temporaryFolder, textsOnPath } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

async function open(): Promise<Store> {
  const store = await openStore({ folder: temporaryFolder() });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

const list = async (store: Store): Promise<RemovedItem[]> => (await store.removed.list({ limit: 9, offset: 0 })).items;

// Catches: an erasing that takes what was not deleted, a list of the deleted that is out of order, or that names what is gone for good.
test('a removed thread is listed until it is restored or erased; nothing else can be erased', async () => {
  const store = await open();
  const kept = await store.threads.create('chat');
  const [first, second, third] = [
    await store.threads.create('chat'),
    await store.threads.create('completion'),
    await store.threads.create('chat'),
  ];
  await store.threads.rename(second.id, 'A text', 'user');
  for (const { id } of [first, second, third]) await store.threads.remove(id);
  const listed = await store.removed.list({ limit: 2, offset: 0 });
  expect(listed).toMatchObject({
    total: 3,
    items: [
      { type: 'thread', threadId: third.id },
      { threadId: second.id, kind: 'completion', title: 'A text' },
    ],
  });
  expect(listed.items[0]?.removedAt).toBeGreaterThan(0);
  expect((await store.removed.list({ limit: 2, offset: 2 })).items).toMatchObject([{ threadId: first.id }]);
  await store.threads.restore(first.id);
  await store.removed.erase({ threadIds: [kept.id, first.id, third.id], removalIds: [] });
  expect(await list(store)).toMatchObject([{ threadId: second.id }]);
  await expect(store.threads.restore(third.id)).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
  await store.order.restore([third.id]);
  await store.removed.deleteErased();
  await expect(store.threads.get(third.id)).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
  expect((await store.threads.list({ limit: 9, offset: 0 })).total).toBe(2);
});

// Catches: deleted messages that only a toast could bring back, and "erase all" that leaves them in the file.
test('removed messages are listed with their chat, come back, and can be erased', async () => {
  const store = await open();
  const { id } = await store.threads.create('chat');
  await store.threads.rename(id, 'Journey', 'user');
  const { answer } = await ask(store, id, null, 'Where to?', 'To the sea.');
  const { user, answer: last } = await ask(store, id, answer.id, 'And then?', 'Home.');
  const one = await store.tree.remove({ messageIds: [last.id], scope: 'one' });
  await store.tree.restore(one.removalId);
  const two = await store.tree.remove({ messageIds: [user.id], scope: 'below' });
  expect(await list(store)).toMatchObject([
    { type: 'messages', removalId: two.removalId, threadId: id, title: 'Journey', count: 2, excerpt: 'And then?' },
  ]);
  await store.threads.remove(id);
  expect(await list(store)).toMatchObject([{ type: 'thread', threadId: id }]);
  await store.threads.restore(id);
  expect((await store.tree.restore(two.removalId)).activeLeafId).toBe(last.id);
  expect(await list(store)).toEqual([]);

  const three = await store.tree.remove({ messageIds: [user.id], scope: 'below' });
  const four = await store.tree.remove({ messageIds: [answer.id], scope: 'one' });
  await store.removed.erase({ threadIds: [], removalIds: [three.removalId] });
  await expect(store.tree.restore(three.removalId)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  await store.removed.deleteErased();
  await expect(store.messages.get(user.id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  await store.tree.restore(four.removalId);
  expect(await textsOnPath(store, id)).toEqual(['Where to?', 'To the sea.']);
  await store.tree.remove({ messageIds: [answer.id], scope: 'one' });
  await store.removed.erase(null);
  await store.removed.deleteErased();
  await expect(store.messages.get(answer.id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  expect(await list(store)).toEqual([]);
});
