import { expect, test } from 'vitest';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { ask, regenerate, searchFor } from '#main/storage/library.test-support.ts';
import { startTransfer } from './transfer.test-support.ts';

// Catches: an export that changes from run to run, or that loses a branch, a mark, a folder, a parameter or a number on the way.
test('a library built by use goes out, in and out again byte for byte', async () => {
  const [from, to] = [await startTransfer(), await startTransfer()];
  const { store } = from;
  const outer = await store.folders.create('Work 工作', null);
  const inner = await store.folders.create('Inner', outer.id);
  const { id } = await store.threads.create('chat');
  await store.threads.rename(id, 'First "chat" \u2028 三', 'user');
  await store.threads.changeParameters(id, { set: { temperature: 0.3, stop: ['\n\n'], seed: 7 }, reset: [] });
  await store.threads.setPinned(id, true);
  await store.order.setFolder([id], inner.id);
  const { user, answer } = await ask(store, id, null, 'question \0 \ud800 👩‍👩‍👧', 'an answer');
  await regenerate(store, id, user.id, 'another answer');
  await ask(store, id, answer.id, 'further', 'on');
  await store.order.setStarred(answer.id, true);
  const file = { name: 'a"b.pdf', kind: 'pdf', sizeBytes: 9, part: 'pages 2-3 of 4', text: 'text \u2028 of a file' } as const;
  await store.messages.addTurn({
    threadId: id,
    parentId: answer.id,
    userText: '',
    attachments: [file, { ...file, part: '' }],
    generationIds: [],
    purpose: 'chat',
    parameters: SHIPPED_PARAMETERS,
  });
  const archived = await store.threads.create('completion');
  await ask(store, archived.id, null, '', 'text');
  await store.order.setArchived([archived.id], true);
  await store.threads.create('chat');
  const first = await from.exportText();
  expect(await from.exportText()).toBe(first);
  expect(await to.importAll(first)).toMatchObject({ state: 'imported', result: { threads: 3, messages: 8 } });
  expect(await to.exportText()).toBe(first);
  expect((await to.store.messages.get(answer.id)).isStarred).toBe(true);
  expect((await searchFor(to.store, 'further', 5)).length).toBe(1);
});
