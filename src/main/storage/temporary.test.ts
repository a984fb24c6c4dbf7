/** Temporary chats, in this process and behind the worker: nothing of them on the disk, everything of them when they are kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe, onTestFinished, test } from 'vitest';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { threadIdSchema, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import { ask, DONE, regenerate, startTurn, temporaryFolder, textsOnPath } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import { idsInCall } from './routed-store.ts';
import { startStoreWorker } from './store-client.ts';
import type { Store } from './store.ts';

const HOSTS: Record<string, (folder: string) => Promise<Store>> = {
  'in this process': (folder) => openStore({ folder }),
  'in a worker': (folder) => startStoreWorker({ entry: new URL('./store-worker.ts', import.meta.url), folder }),
};

/** The files of a folder, write-ahead log and all, that hold the word. */
function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(word))
    .map(({ name }) => name);
}

async function found(store: Store, query: string, threadId: ThreadId | null): Promise<(MessageId | null)[]> {
  const filters = threadId === null ? {} : { threadId };
  const { hits } = await store.search.query({ query, limit: 5, cursor: null, ...filters });
  return hits.map(({ messageId }) => messageId);
}

describe.each(Object.entries(HOSTS))('a temporary chat %s', (_name, open) => {
  const openFresh = async (folder: string): Promise<Store> => {
    const store = await open(folder);
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  };

  // Catches: text, title, draft, search words or an export of a temporary chat in any file, while it lives and after.
  test('reaches no file of the data folder', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    const { id } = await store.threads.create('chat', true);
    const kept = await store.threads.create('chat');
    const { user, answer } = await ask(store, id, null, 'question zanzibarquartz', 'answer zanzibarquartz');
    await regenerate(store, id, user.id, 'other zanzibarquartz');
    await store.threads.rename(id, 'title zanzibarquartz', 'auto');
    await store.order.setStarred(answer.id, true);
    await store.drafts.save(`thread:${id}`, 'draft zanzibarquartz');
    const file = { name: 'zanzibarquartz.txt', kind: 'text', sizeBytes: 9, part: '', text: 'file zanzibarquartz' } as const;
    await store.queue.add({ threadId: id, text: 'queued zanzibarquartz', candidates: 1, attachments: [file], beforeId: null });
    const base = { threadId: id, parentId: answer.id, purpose: 'chat', parameters: SHIPPED_PARAMETERS } as const;
    await store.messages.addTurn({ ...base, userText: 'with a file', attachments: [file], generationIds: [] });
    await ask(store, kept.id, null, 'question librarymarker', 'answer');
    await store.maintenance.backUp(join(folder, 'copy.db'));
    expect((await store.exports.listThreads()).threadIds).toEqual([kept.id]);
    expect((await store.exports.readMessages(id, null)).messages.map(({ text }) => text)).toContain('answer zanzibarquartz');
    expect(await store.drafts.find(`thread:${id}`)).toBe('draft zanzibarquartz');
    expect(filesWith(folder, 'zanzibarquartz')).toEqual([]);
    expect(filesWith(folder, 'librarymarker')).toEqual(expect.arrayContaining(['inkstone.db-wal', 'copy.db']));
    await store.close();
    expect(filesWith(folder, 'zanzibarquartz')).toEqual([]);
    const again = await openFresh(folder);
    expect((await again.threads.list({ limit: 10, offset: 0 })).threads.map((thread) => thread.id)).toEqual([kept.id]);
    await expect(again.threads.get(id)).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
  });

  // Catches: a method that is not routed, and a temporary chat that shows where only the library should.
  test('works like any other, in front of the list, and is found by a search inside it alone', async () => {
    const store = await openFresh(temporaryFolder());
    const library = await store.threads.create('chat');
    const temporary = await store.threads.create('chat', true);
    expect([library.isTemporary, temporary.isTemporary]).toEqual([false, true]);
    const { user, answer } = await ask(store, temporary.id, null, 'apples', 'pears');
    const second = await regenerate(store, temporary.id, user.id, 'plums');
    expect(await textsOnPath(store, temporary.id)).toEqual(['apples', 'plums']);
    expect((await store.messages.selectVersion(answer.id)).activeLeafId).toBe(answer.id);
    expect((await store.messages.listVersions(second.id)).map(({ text }) => text)).toEqual(['pears', 'plums']);
    expect((await store.threads.setPinned(temporary.id, true)).isPinned).toBe(true);
    const list = await store.threads.list({ limit: 10, offset: 0, folderId: null });
    expect({ ids: list.threads.map(({ id }) => id), total: list.total }).toEqual({ ids: [temporary.id, library.id], total: 2 });
    expect((await store.threads.list({ limit: 1, offset: 1 })).threads.map(({ id }) => id)).toEqual([library.id]);
    expect((await store.threads.list({ limit: 5, offset: 0, isArchived: true })).total).toBe(0);
    for (const id of [library.id, temporary.id]) await store.threads.setUnseen(id, true);
    expect((await store.threads.listUnseen()).map(({ id }) => id)).toEqual([temporary.id, library.id]);
    expect(await found(store, 'apples', null)).toEqual([]);
    expect(await found(store, 'apples', temporary.id)).toEqual([user.id]);
    await store.order.remove([temporary.id, library.id]);
    expect((await store.threads.list({ limit: 10, offset: 0 })).total).toBe(0);
    await store.order.restore([temporary.id, library.id]);
    expect((await store.threads.list({ limit: 10, offset: 0 })).total).toBe(2);
  });

  // Catches: branches, marks, stats or the answer being written that stay behind, and a chat that exists twice or nowhere.
  test('moves whole into the library, in mid-answer too', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    await ask(store, (await store.threads.create('chat')).id, null, 'older', 'older');
    const { id } = await store.threads.create('chat', true);
    const { user, answer } = await ask(store, id, null, 'apples', 'pears');
    const other = await regenerate(store, id, user.id, 'plums');
    await store.order.setStarred(answer.id, true);
    await store.threads.rename(id, 'Fruit', 'user');
    await store.drafts.save(`thread:${id}`, 'and cherries');
    const { answers } = await startTurn(store, id, other.id, 'more');
    await store.messages.appendText(answers[0].id, 'half ');
    const queued = await store.queue.add({ threadId: id, beforeId: null, text: 'and then', candidates: 1, attachments: [] });
    expect((await store.queue.edit({ queuedId: queued.id, text: 'and after that' })).text).toBe('and after that');
    const { removalId } = await store.tree.remove({ messageIds: [answer.id], scope: 'one' });
    await store.tree.restore(removalId);
    const before = await store.messages.listPath(id, { before: null, limit: 10 });
    const kept = await store.temporary.keep(id);
    expect(kept).toMatchObject({ id, isTemporary: false, title: 'Fruit', titleSource: 'user' });
    expect(await store.messages.listPath(id, { before: null, limit: 10 })).toEqual(before);
    await store.messages.finish(answers[0].id, 'whole', DONE);
    await store.close();
    const again = await openFresh(folder);
    expect(await textsOnPath(again, id)).toEqual(['apples', 'plums', 'more', 'half whole']);
    expect((await again.messages.listVersions(answer.id)).map(({ text, isStarred, stats }) => [text, isStarred, stats !== null])).toEqual([
      ['pears', true, true],
      ['plums', false, true],
    ]);
    expect((await again.queue.list(id)).map(({ text }) => text)).toEqual(['and after that']);
    expect(await again.drafts.find(`thread:${id}`)).toBe('and cherries');
    for (const word of ['fruit', 'pears', 'half']) expect(await found(again, word, null), word).toHaveLength(1);
    expect((await again.threads.list({ limit: 1, offset: 0 })).threads[0]?.id).toBe(id);
    expect((await again.temporary.keep(id)).id).toBe(id);
    await again.threads.remove(id);
    expect(await again.threads.purgeRemovedBefore(Number.MAX_SAFE_INTEGER)).toBe(1);
  });
});

// Catches: a user's text that is taken for an id, or an id that is overlooked.
test('a call names its chat by its first argument or by what it calls an id', () => {
  const id = threadIdSchema.parse('0b8f6c1e-6f0a-4c9d-8f8e-2a7d3c1b9e55');
  expect(idsInCall([id, 'text'])).toEqual([id]);
  expect(idsInCall([`thread:${id}`, id])).toEqual([id]);
  expect(idsInCall([{ threadId: id, userText: id, parentId: null }])).toEqual([id]);
  expect(idsInCall([[id], true])).toEqual([id]);
  expect(idsInCall(['words', { threadId: id }])).toEqual([id]);
  expect(idsInCall(['other', id])).toEqual([]);
});
