/** Folders, archive, pins and stars: what a library must still say after a restart. */
import { expect, onTestFinished, test } from 'vitest';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';
import { ask, temporaryFolder } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import type { Store, ThreadPage } from './store.ts';

const open = async (folder = temporaryFolder()): Promise<Store> => {
  const store = await openStore({ folder });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};
const create = async (store: Store, count: number): Promise<ThreadId[]> => {
  const ids: ThreadId[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await store.threads.create('chat')).id);
  return ids;
};
const listed = async (store: Store, page: Partial<ThreadPage>): Promise<ThreadId[]> =>
  (await store.threads.list({ limit: 50, offset: 0, ...page })).threads.map(({ id }) => id);
const tree = async (store: Store): Promise<string[]> => {
  const folders = await store.folders.list();
  const below = (parentId: FolderId | null, indent: string): string[] =>
    folders.filter((folder) => folder.parentId === parentId).flatMap(({ id, name }) => [indent + name, ...below(id, `${indent}  `)]);
  return below(null, '');
};

// Catches: a chat that shows in two places or in none, and a total that keeps the list loading for ever.
test('a chat is in its folder, at the top level or in the archive', async () => {
  const store = await open();
  const [first, second, third] = await create(store, 3);
  if (!first || !second || !third) throw new Error('three chats');
  const work = await store.folders.create('Work', null);
  await store.order.setFolder([first, second], work.id);
  await store.order.setPinned([first], true);
  await store.order.setArchived([third], true);
  expect(await listed(store, { folderId: work.id })).toEqual([first, second]);
  expect(await store.threads.list({ limit: 50, offset: 0, folderId: null })).toEqual({ threads: [], total: 0 });
  expect(await listed(store, {})).toEqual([first, second]);
  expect(await listed(store, { isArchived: true })).toEqual([third]);
  await store.order.setArchived([third, first], false);
  expect(await listed(store, { folderId: null })).toEqual([third]);
  await expect(store.order.setFolder([third], third as never)).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
  await expect(store.order.remove([work.id as never])).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
});

// Catches: a mark for a chat that is put away, deleted or was seen, and none for a text or a chat in a folder.
test('chats with an unseen answer are listed with their place, the newest first', async () => {
  const store = await open();
  const [inFolder, seen, archived, removed] = await create(store, 4);
  if (!inFolder || !seen || !archived || !removed) throw new Error('four chats');
  const text = await store.threads.create('completion');
  const work = await store.folders.create('Work', null);
  await store.order.setFolder([inFolder], work.id);
  for (const id of [inFolder, seen, archived, removed, text.id]) await store.threads.setUnseen(id, true);
  await store.threads.setUnseen(seen, false);
  await store.order.setArchived([archived], true);
  await store.threads.remove(removed);
  expect(await store.threads.listUnseen()).toEqual([
    { id: text.id, kind: 'completion', folderId: null },
    { id: inFolder, kind: 'chat', folderId: work.id },
  ]);
});

// Catches: folders that vanish because they lie in each other, and an order that changes by itself.
test('folders are nested and moved, and never into themselves', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const a = await store.folders.create('A', null);
  const b = await store.folders.create('B', null);
  const c = await store.folders.create('C', a.id);
  const d = await store.folders.create('D', c.id);
  expect(await tree(store)).toEqual(['A', '  C', '    D', 'B']);
  for (const target of [a, c, d]) {
    await expect(store.folders.move(a.id, target.id, null)).rejects.toMatchObject({ code: 'FOLDER_INSIDE_ITSELF' });
  }
  await store.folders.move(b.id, null, a.id);
  await store.folders.move(d.id, b.id, null);
  await store.folders.rename(c.id, 'See');
  expect(await tree(store)).toEqual(['B', '  D', 'A', '  See']);
  await store.close();
  expect(await tree(await open(folder))).toEqual(['B', '  D', 'A', '  See']);
});

// Catches: chats lost with a folder, and an undo that forgets what lay deeper or takes back what was moved since.
test('removing a folder sends its chats to the top level, and undo puts them back', async () => {
  const store = await open();
  const [inside, deeper, movedSince] = await create(store, 3);
  if (!inside || !deeper || !movedSince) throw new Error('three chats');
  const a = await store.folders.create('A', null);
  const b = await store.folders.create('B', a.id);
  const c = await store.folders.create('C', null);
  await store.order.setFolder([inside, movedSince], a.id);
  await store.order.setFolder([deeper], b.id);
  await store.folders.remove(a.id);
  expect(await tree(store)).toEqual(['C']);
  expect(await listed(store, { folderId: null })).toEqual([movedSince, deeper, inside]);
  await expect(store.folders.rename(b.id, 'gone')).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
  await store.order.setFolder([movedSince], c.id);
  await store.folders.restore(a.id);
  expect(await tree(store)).toEqual(['A', '  B', 'C']);
  expect([
    await listed(store, { folderId: a.id }),
    await listed(store, { folderId: b.id }),
    await listed(store, { folderId: c.id }),
  ]).toEqual([[inside], [deeper], [movedSince]]);
  await expect(store.folders.restore(a.id)).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
});

// Catches: a starred message that keeps its thread from ever being purged, and folders that are never really deleted.
test('what was removed is really gone after the grace time', async () => {
  const store = await open();
  const [id] = await create(store, 1);
  if (!id) throw new Error('one chat');
  const { answer } = await ask(store, id, null, 'Hello', 'Good day');
  const { id: folderId } = await store.folders.create('A', null);
  await store.folders.create('B', folderId);
  await store.order.setStarred(answer.id, true);
  await store.folders.remove(folderId);
  await store.threads.remove(id);
  expect(await store.threads.purgeRemovedBefore(Number.MAX_SAFE_INTEGER)).toBe(1);
  expect(await store.order.listStarred({ limit: 5, offset: 0 })).toEqual([]);
});

// Catches: a star that wipes another mark, and a list that shows stars of deleted chats.
test('starred messages are listed, newest star first', async () => {
  const store = await open();
  const [id] = await create(store, 1);
  if (!id) throw new Error('one chat');
  const { user, answer } = await ask(store, id, null, 'Which moon is the largest?', 'Ganymede.');
  expect((await store.order.setStarred(answer.id, true)).isStarred).toBe(true);
  await store.order.setStarred(user.id, true);
  const hits = await store.order.listStarred({ limit: 5, offset: 0 });
  expect(hits.map(({ messageId, role, excerpt }) => [messageId, role, excerpt])).toEqual(
    expect.arrayContaining([
      [user.id, 'user', 'Which moon is the largest?'],
      [answer.id, 'assistant', 'Ganymede.'],
    ]),
  );
  await store.order.setStarred(user.id, false);
  expect((await store.order.listStarred({ limit: 5, offset: 0 })).map(({ messageId }) => messageId)).toEqual([answer.id]);
  await store.threads.remove(id);
  expect(await store.order.listStarred({ limit: 5, offset: 0 })).toEqual([]);
});

// Catches: texts of the playground among the chats, or chats among the texts.
test('chats and texts are listed apart, and together where nobody asks', async () => {
  const store = await open();
  const chat = await store.threads.create('chat');
  const text = await store.threads.create('completion');
  expect(await listed(store, { kind: 'chat' })).toEqual([chat.id]);
  expect(await listed(store, { kind: 'completion' })).toEqual([text.id]);
  expect(await listed(store, {})).toEqual([text.id, chat.id]);
  expect((await store.threads.list({ limit: 1, offset: 0, kind: 'chat' })).total).toBe(1);
});
