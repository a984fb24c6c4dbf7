import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, regenerate, searchFor, temporaryFolder, textsOnPath } from '#main/storage/library.test-support.ts';
import { openStore } from '#main/storage/open-store.ts';
import { claudeConversation, claudeMessage, GPT_TREE, gptConversation, gptNode, gptText } from './foreign-files.test-support.ts';
import { startTransfer } from './transfer.test-support.ts';
import type { TestTransfer } from './transfer.test-support.ts';

const gpt = (...conversations: unknown[]): string => JSON.stringify(conversations);
const statuses = (transfer: TestTransfer): string[] => transfer.items().map(({ title, status }) => `${title}: ${status}`);
const titles = async ({ store }: TestTransfer): Promise<string[]> =>
  (await store.threads.list({ limit: 50, offset: 0 })).threads.map(({ title }) => title);

// Catches: a second import of the same file that doubles the library, and a chat that went on elsewhere taken for the one that is here.
test('a re-import knows what is here, what is new and what has changed since', async () => {
  const transfer = await startTransfer();
  const first = gptConversation(GPT_TREE, { title: 'First' });
  const second = gptConversation(GPT_TREE.slice(0, 4), { title: 'Second', conversation_id: 'c-2', current_node: 'a1' });
  expect(await transfer.importAll(gpt(first, second))).toMatchObject({
    state: 'imported',
    result: { threads: 2, messages: 9, source: 'chatgpt' },
  });
  await transfer.look(gpt(first, second));
  expect(statuses(transfer).sort()).toEqual(['First: same', 'Second: same']);
  const longer = gptConversation([...GPT_TREE, gptNode('new', 'a4', [], gptText('user', 'more'))], { title: 'First, renamed' });
  const third = gptConversation(GPT_TREE, { title: 'Third', conversation_id: 'c-3' });
  expect(await transfer.look(gpt(longer, second, third))).toMatchObject({ preview: { byStatus: { new: 1, same: 1, changed: 1 } } });
  expect(statuses(transfer).sort()).toEqual(['First, renamed: changed', 'Second: same', 'Third: new']);
  await transfer.service.startImport(
    transfer
      .items()
      .filter(({ status }) => status !== 'same')
      .map(({ index }) => index),
  );
  expect(await transfer.ended()).toMatchObject({ state: 'imported', result: { threads: 2 } });
  expect((await titles(transfer)).sort()).toEqual(['First', 'First, renamed', 'Second', 'Third']);
  await transfer.look(gpt(longer, second, third));
  expect(new Set(transfer.items().map(({ status }) => status))).toEqual(new Set(['same']));
});

// Catches: our own export imported twice, ids that collide, and a chat that has gone on here taken for unchanged.
test('our own JSON finds its chats by their ids, and a changed one comes in beside the one that is here', async () => {
  const transfer = await startTransfer();
  const { store } = transfer;
  const { id } = await store.threads.create('chat');
  await store.threads.rename(id, 'Mine', 'user');
  const { answer } = await ask(store, id, null, 'q', 'a');
  const exported = await transfer.exportText();
  await transfer.look(exported);
  expect(statuses(transfer)).toEqual(['Mine: same']);
  await store.threads.rename(id, 'Mine, renamed', 'user');
  await ask(store, id, answer.id, 'and?', 'that');
  expect(await transfer.importAll(exported)).toMatchObject({ state: 'imported', result: { threads: 1 } });
  expect((await titles(transfer)).sort()).toEqual(['Mine', 'Mine, renamed']);
  expect(await textsOnPath(store, id)).toEqual(['q', 'a', 'and?', 'that']);
  await transfer.look(exported);
  expect(statuses(transfer)).toEqual(['Mine: same']);
});

// Catches: undo that deletes the user's own chats or words, that leaves empty folders, or that cannot be taken back.
test('an import can be undone and brought back; what was deleted since stays deleted', async () => {
  const [from, transfer] = [await startTransfer(), await startTransfer()];
  const folder = await from.store.folders.create('Imported folder', null);
  for (const name of ['one', 'two']) {
    const { id } = await from.store.threads.create('chat');
    await from.store.threads.rename(id, name, 'user');
    await ask(from.store, id, null, `words of ${name}`, 'a');
    await from.store.order.setFolder([id], folder.id);
  }
  const own = await transfer.store.threads.create('chat');
  await transfer.store.threads.rename(own.id, 'own', 'user');
  const job = await transfer.importAll(await from.exportText());
  if (job.state !== 'imported') throw new Error(job.state);
  const { threads } = await transfer.store.threads.list({ limit: 9, offset: 0 });
  await transfer.store.threads.remove(threads.find(({ title }) => title === 'two')?.id ?? own.id);
  expect(await transfer.service.undoImport(job.result.id)).toMatchObject({ isUndone: true });
  expect([await titles(transfer), await transfer.store.folders.list()]).toEqual([['own'], []]);
  expect(await searchFor(transfer.store, 'words', 5)).toEqual([]);
  expect(await transfer.service.listImports()).toMatchObject([{ isUndone: true, threads: 2, source: 'inkstone' }]);
  await transfer.service.restoreImport(job.result.id);
  expect((await titles(transfer)).sort()).toEqual(['one', 'own']);
  expect((await transfer.store.folders.list()).map(({ name }) => name)).toEqual(['Imported folder']);
});

const many = (count: number): string =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) =>
      claudeConversation(
        [claudeMessage('1', 'human', `question ${index} `.repeat(60)), claudeMessage('2', 'assistant', 'answer '.repeat(200))],
        {
          uuid: `c-${index}`,
          name: `Chat ${index}`,
        },
      ),
    ),
  );

// Catches: a cancelled import that leaves chats, words in the search, or a file behind; a job that then blocks the next one.
test('a cancelled import leaves nothing, and the next one works', async () => {
  const transfer = await startTransfer();
  await transfer.look(many(1_500));
  await transfer.service.startImport(transfer.items().map(({ index }) => index));
  await expect(transfer.service.startExport({ threadId: null, format: 'json', branches: 'all', language: 'en' })).rejects.toMatchObject({
    code: 'TRANSFER_BUSY',
  });
  const abort = new AbortController();
  for await (const job of transfer.service.watchJob(abort.signal)) if (job.state === 'running' && job.done > 0) break;
  expect((await transfer.store.threads.list({ limit: 1, offset: 0 })).total).toBe(0);
  await transfer.service.cancelJob();
  expect(await transfer.ended()).toMatchObject({ state: 'cancelled' });
  expect((await transfer.store.threads.list({ limit: 1, offset: 0 })).total).toBe(0);
  expect(await searchFor(transfer.store, 'question', 5)).toEqual([]);
  expect(await transfer.store.imports.listUnfinished()).toEqual([]);
  expect(readdirSync(join(transfer.folder, 'transfer'))).toEqual([]);
  expect(await transfer.importAll(many(3))).toMatchObject({ state: 'imported', result: { threads: 3 } });
});

// Catches: half an import that appears after a crash, and its words that stay in the file for ever.
test('what a crash left of an import is cleared away at the next start', async () => {
  const folder = temporaryFolder();
  const before = await openStore({ folder });
  const importId = await before.imports.begin('chatgpt');
  const head = { id: null, kind: 'chat', title: 'half', titleSource: 'user', isPinned: false, archivedAt: null, hasUnseen: false } as const;
  const thread = { ...head, folderId: null, assistantId: null, parameters: {}, createdAt: 1, updatedAt: 1 };
  const facts = { id: null, role: 'user', text: 'zanzibar', state: 'done', createdAt: 1, starredAt: 5, keptAt: null } as const;
  const message = { ...facts, generations: [], generationIndex: null, isActive: true };
  const open = await before.imports.add(importId, null, [
    { type: 'thread', thread, origin: null },
    { type: 'message', message: { ...message, parent: null } },
    { type: 'message', message: { ...message, parent: 1 } },
  ]);
  if (!open) throw new Error('no thread');
  await before.close();
  const transfer = await startTransfer({ folder });
  await transfer.service.recover();
  expect(await transfer.store.imports.listUnfinished()).toEqual([]);
  expect(await transfer.store.imports.list()).toEqual([]);
  expect((await transfer.store.exports.readMessages(open.id, null)).messages).toEqual([]);
});

// Catches: chats of years ago on top of what was written today, or the order of the library turned around.
test('imported chats stand in the list by their dates, among those that are here', async () => {
  let now = Date.parse('2024-01-01');
  const folder = temporaryFolder();
  const store = await openStore({ folder, now: () => now });
  const transfer = await startTransfer({ folder, store });
  for (const [title, date] of [
    ['old', '2020-01-01'],
    ['middle', '2022-01-01'],
    ['new', '2024-01-01'],
  ] as const) {
    now = Date.parse(date);
    const { id } = await store.threads.create('chat');
    await store.threads.rename(id, title, 'user');
  }
  const dated = (year: number): unknown =>
    claudeConversation([claudeMessage('1', 'human', `in ${year}`)], { uuid: `${year}`, name: `${year}`, updated_at: `${year}-06-01` });
  await transfer.importAll(JSON.stringify([dated(2019), dated(2025), dated(2021), dated(2023)]));
  expect(await titles(transfer)).toEqual(['2025', 'new', '2023', 'middle', '2021', 'old', '2019']);
});

// Catches: removed messages that come back in a file, children that lose their place, and branches in a file that should hold one.
test('a removed message is not exported, what stood below it is; one branch or all', async () => {
  const transfer = await startTransfer();
  const { store } = transfer;
  const { id } = await store.threads.create('chat');
  const first = await ask(store, id, null, 'q1', 'a1');
  const other = await regenerate(store, id, first.user.id, 'a1 again');
  const second = await ask(store, id, other.id, 'q2', 'a2');
  await store.tree.remove({ messageIds: [second.user.id], scope: 'one' });
  expect(await transfer.exportText({ threadId: id, format: 'text', branches: 'path' })).toContain(
    'You:\nq1\n\nAssistant:\na1 again\n\nAssistant:\na2\n',
  );
  const all = await transfer.exportText({ threadId: id, format: 'text', branches: 'all' });
  expect(all).toContain('Assistant · 4:\na2');
  expect(all).not.toContain('q2');
  const json = await transfer.exportText();
  const fresh = await startTransfer();
  await fresh.importAll(json);
  expect(await fresh.exportText()).toBe(json);
  expect(await textsOnPath(fresh.store, id)).toEqual(['q1', 'a1 again', 'a2']);
});

// Catches: a file that others of this machine can read, a half file after a failure, and a riddle where a sentence is due.
test('an export is whole, private, or not there', async () => {
  const transfer = await startTransfer();
  const { id } = await transfer.store.threads.create('chat');
  await ask(transfer.store, id, null, 'q', 'a');
  await transfer.exportText({ threadId: id, format: 'html', branches: 'path' });
  if (process.platform !== 'win32') expect((statSync(join(transfer.folder, 'exported')).mode & 0o777).toString(8)).toBe('600');
  expect(readdirSync(transfer.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  const nowhere = await startTransfer({ target: '/proc/nowhere/chat.md' });
  await nowhere.store.threads.create('chat');
  await nowhere.service.startExport({ threadId: null, format: 'markdown', branches: 'path', language: 'en' });
  expect(await nowhere.ended()).toMatchObject({ state: 'failed', code: 'EXPORT_NOT_WRITABLE' });
  await expect(
    transfer.service.startExport({ threadId: temporaryId, format: 'json', branches: 'all', language: 'en' }),
  ).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
});

const temporaryId = '00000000-0000-4000-8000-000000000000' as never;

// Catches: a temporary chat in the export of everything, or one that cannot be exported by itself.
test('a temporary chat is exported only when it is asked for itself', async () => {
  const transfer = await startTransfer();
  const { id } = await transfer.store.threads.create('chat', true);
  await ask(transfer.store, id, null, 'secret', 'answer');
  expect(await transfer.exportText()).not.toContain('secret');
  expect(await transfer.exportText({ threadId: id, format: 'markdown', branches: 'path' })).toContain('secret');
});

// Catches: a host without dialogs that writes nowhere, and a file that stays for ever.
test('without a dialog the file waits to be fetched, and goes with the next export', async () => {
  const transfer = await startTransfer({ target: undefined });
  const { id } = await transfer.store.threads.create('chat');
  await ask(transfer.store, id, null, 'q', 'a');
  await transfer.store.threads.rename(id, 'a/b:c* ../..', 'user');
  await transfer.service.startExport({ threadId: id, format: 'markdown', branches: 'path', language: 'en' });
  const job = await transfer.ended();
  expect(job).toMatchObject({ state: 'exported', fileName: 'a b c.md', threads: 1, messages: 2 });
  if (job.state !== 'exported' || job.download === null) throw new Error('nothing to fetch');
  const file = transfer.service.findDownload(job.download.split('/').at(-1) ?? '');
  expect(file && existsSync(file.path)).toBe(true);
  await transfer.service.startExport({ threadId: id, format: 'text', branches: 'path', language: 'en' });
  await transfer.ended();
  expect(file && existsSync(file.path)).toBe(false);
});
