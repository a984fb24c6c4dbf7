import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { ThreadId } from '#shared/models/ids.ts';
import { startTurn, temporaryFolder } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import { startStoreWorker } from './store-client.ts';
import type { Store } from './store.ts';
import type { NewThreadRow } from './transfer/transfer-store.ts';

const open = async (folder: string): Promise<Store> => {
  const store = await openStore({ folder });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};

const LONG = Array.from({ length: 1_000 }, (_, index) => ({ role: 'user', text: `zebra ${index}` }) as const);

const IMPORTED: NewThreadRow = {
  id: null,
  kind: 'chat',
  title: 'On its way in',
  titleSource: 'user',
  isPinned: false,
  archivedAt: null,
  hasUnseen: false,
  folderId: null,
  assistantId: null,
  parameters: {},
  createdAt: 1,
  updatedAt: 1,
};

/** A chat of a thousand messages that was erased, and is still all there. */
async function erased(store: Store): Promise<ThreadId> {
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, LONG);
  await store.threads.remove(id);
  await store.removed.erase({ threadIds: [id], removalIds: [] });
  return id;
}

/** Reads the file of a store that is closed. */
function inspect(folder: string): { messages: number; threads: number } {
  const database = new Database(join(folder, 'inkstone.db'));
  try {
    database.exec(`INSERT INTO message_search (message_search) VALUES ('integrity-check')`);
    const count = (table: string): number => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    return { messages: count('messages'), threads: count('threads') };
  } finally {
    database.close();
  }
}

// Catches: a long chat that is deleted in one piece, so that a turn sent meanwhile waits for seconds.
test('others are served while a long chat is deleted', async () => {
  const store = await open(temporaryFolder());
  await erased(store);
  let isOver = false;
  const deleting = store.removed.deleteErased().then(() => (isOver = true));
  const { id } = await store.threads.create('chat');
  await startTurn(store, id, null, 'still here');
  await nextTurn();
  expect(isOver).toBe(false);
  await deleting;
  expect((await store.threads.list({ limit: 5, offset: 0 })).total).toBe(1);
});

// Catches: an end that waits for the deletion or breaks it, and an erased chat that comes back, whole or in part.
test('what an end of the store leaves of an erased chat goes at the next start', async () => {
  const folder = temporaryFolder();
  const store = await startStoreWorker({ entry: new URL('./store-worker.ts', import.meta.url), folder });
  const id = await erased(store);
  const deleting = store.removed.deleteErased();
  await store.close();
  await deleting;
  const left = inspect(folder);
  expect(left.threads).toBe(1);
  expect(left.messages).toBeGreaterThan(0);
  expect(left.messages).toBeLessThan(LONG.length);

  const again = await open(folder);
  expect(await again.removed.list({ limit: 5, offset: 0 })).toEqual({ items: [], total: 0 });
  await expect(again.threads.restore(id)).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
  await again.order.restore([id]);
  await expect(again.threads.get(id)).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
  expect(await again.threads.purgeRemovedBefore(1)).toBe(1);
  await again.close();
  expect(inspect(folder)).toEqual({ messages: 0, threads: 0 });
});

// Catches: words that were never indexed taken out of the index, which ruins it for every other message.
test('an answer that was being written goes without a trace in the index', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const { id } = await store.threads.create('chat');
  const { answers } = await startTurn(store, id, null, 'question');
  await store.messages.appendText(answers[0].id, 'half an answer');
  await store.threads.remove(id);
  await store.removed.erase(null);
  await store.removed.deleteErased();
  await store.close();
  expect(inspect(folder)).toEqual({ messages: 0, threads: 0 });
});

// Catches: chats on their way in that are offered as deleted, and that "erase all" takes away under the import.
test('the chats of an unfinished import are neither listed as deleted nor erased', async () => {
  const store = await open(temporaryFolder());
  const importId = await store.imports.begin('chatgpt');
  await store.imports.add(importId, null, [
    { type: 'thread', thread: IMPORTED, origin: null },
    { type: 'end', leaf: null, known: { source: 'chatgpt', sourceId: 'one', hash: 'h' } },
  ]);
  expect(await store.removed.list({ limit: 5, offset: 0 })).toEqual({ items: [], total: 0 });
  await store.removed.erase(null);
  await store.removed.deleteErased();
  expect((await store.imports.finish(importId, 0)).threads).toBe(1);
  expect((await store.threads.list({ limit: 5, offset: 0 })).total).toBe(1);
});
