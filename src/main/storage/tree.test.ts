/** Removing, bringing back and forking: nothing is lost before its time, and nothing stays after it. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { Connection } from './connection.ts';
import { ask, regenerate, startTurn, temporaryFolder, textsOnPath } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import { queries } from './queries.ts';
import type { Store } from './store.ts';

const YEAR_MS = 365 * 24 * 60 * 60_000;

async function openFresh(folder = temporaryFolder()): Promise<Store> {
  const store = await openStore({ folder });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

/** q1 → a1 → q2 → a2, and a second version of a1. The path is the longer one. */
async function twoBranches(store: Store) {
  const { id: threadId } = await store.threads.create('chat');
  const first = await ask(store, threadId, null, 'q1', 'a1');
  const second = await ask(store, threadId, first.answer.id, 'q2', 'a2');
  const other = await regenerate(store, threadId, first.user.id, 'a1 again');
  await store.messages.selectVersion(first.answer.id);
  return { threadId, q1: first.user, a1: first.answer, q2: second.user, a2: second.answer, other };
}

/** How many rows each table still has for a thread, read beside the store. */
function countRows(folder: string, threadId: ThreadId): unknown {
  const connection = new Connection({ source: join(folder, 'inkstone.db'), isReadOnly: true, log: SILENT_LOGGER });
  const count = (query: ReturnType<typeof sql<{ n: number }>>): number => connection.find(query.compile(queries))?.n ?? -1;
  const inThread = sql`message_id IN (SELECT id FROM messages WHERE thread_id = ${threadId})`;
  const rows = {
    texts: connection
      .all(sql<{ text: string }>`SELECT text FROM messages WHERE thread_id = ${threadId} ORDER BY ordinal`.compile(queries))
      .map(({ text }) => text),
    generations: count(sql`SELECT count(*) AS n FROM generations WHERE ${inThread}`),
    marks: count(sql`SELECT count(*) AS n FROM message_marks`),
    removals: count(sql`SELECT count(*) AS n FROM removals`),
    indexed: count(sql`SELECT count(*) AS n FROM message_search WHERE message_search MATCH '"a1" OR "q1" OR "a2" OR "q2"'`),
  };
  connection.close();
  return rows;
}

// Catches: a deletion that takes the rest of the talk along, or one that is not undone as it was.
test('a message removed alone leaves what follows, and Undo puts it back in its place', async () => {
  const store = await openFresh();
  const { threadId, q1, a1, a2 } = await twoBranches(store);
  const { removalId, thread } = await store.tree.remove({ messageIds: [a1.id], scope: 'one' });
  expect([thread.activeLeafId, await textsOnPath(store, threadId)]).toEqual([a2.id, ['q1', 'q2', 'a2']]);
  expect((await store.messages.listAncestry(a2.id, 10)).map(({ text }) => text)).toEqual(['q1', 'q2', 'a2']);
  await expect(store.messages.get(a1.id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  await expect(store.tree.remove({ messageIds: [a1.id], scope: 'one' })).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  await store.tree.restore(removalId);
  expect(await textsOnPath(store, threadId)).toEqual(['q1', 'a1', 'q2', 'a2']);
  expect((await store.messages.get(a1.id)).versionIds).toHaveLength(2);
  await expect(store.tree.restore(removalId)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  expect((await store.messages.get(q1.id)).text).toBe('q1');
});

// Catches: a view left at a message that is gone; an undo that comes back to another branch.
test('a branch removed whole shows the version beside it, and Undo shows the branch again to its leaf', async () => {
  const store = await openFresh();
  const { threadId, q1, a1, a2, other } = await twoBranches(store);
  const below = await store.tree.remove({ messageIds: [a1.id], scope: 'below' });
  expect([below.thread.activeLeafId, await textsOnPath(store, threadId)]).toEqual([other.id, ['q1', 'a1 again']]);
  expect((await store.messages.get(other.id)).versionIds).toEqual([other.id]);
  const all = await store.tree.remove({ messageIds: [q1.id], scope: 'below' });
  expect([all.thread.activeLeafId, await textsOnPath(store, threadId)]).toEqual([null, []]);
  expect((await store.tree.restore(all.removalId)).activeLeafId).toBe(other.id);
  expect((await store.tree.restore(below.removalId)).activeLeafId).toBe(a2.id);
  expect(await textsOnPath(store, threadId)).toEqual(['q1', 'a1', 'q2', 'a2']);
});

// Catches: an undo that tears the reader away from where they went on meanwhile.
test('who went on elsewhere stays there when the removed comes back', async () => {
  const store = await openFresh();
  const { threadId, q2, a1 } = await twoBranches(store);
  const { removalId } = await store.tree.remove({ messageIds: [q2.id], scope: 'below' });
  expect(await textsOnPath(store, threadId)).toEqual(['q1', 'a1']);
  const next = await ask(store, threadId, a1.id, 'q3', 'a3');
  expect((await store.tree.restore(removalId)).activeLeafId).toBe(next.answer.id);
  expect(await textsOnPath(store, threadId)).toEqual(['q1', 'a1', 'q3', 'a3']);
  expect((await store.messages.get(next.user.id)).versionIds).toEqual([q2.id, next.user.id]);
});

// Catches: text that goes on being written into a message nobody can see.
test('what is being written cannot be removed, and is named', async () => {
  const store = await openFresh();
  const { threadId, q2, a2 } = await twoBranches(store);
  const { answers } = await startTurn(store, threadId, a2.id, 'q3');
  const removal = { messageIds: [q2.id], scope: 'below' } as const;
  expect(await store.tree.listWriting(removal)).toEqual([answers[0].id]);
  expect(await store.tree.listWriting({ ...removal, scope: 'one' })).toEqual([]);
  await expect(store.tree.remove(removal)).rejects.toMatchObject({ code: 'THREAD_BUSY' });
  await expect(store.tree.fork(answers[0].id, null)).rejects.toMatchObject({ code: 'THREAD_BUSY' });
  expect(await textsOnPath(store, threadId)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', '']);
});

// Catches: a deletion that leaves text, search words, generations or marks in the file; one that takes living messages along.
test('after the grace time nothing is left but an empty row under what lives on, and that goes with it', async () => {
  const folder = temporaryFolder();
  const store = await openFresh(folder);
  const { threadId, a1, q2, a2, other } = await twoBranches(store);
  await store.tree.remove({ messageIds: [a1.id], scope: 'one' });
  expect(await store.tree.purgeRemovedBefore(Date.now() - YEAR_MS)).toBe(0);
  expect(await store.tree.purgeRemovedBefore(Date.now() + 1)).toBe(1);
  expect(countRows(folder, threadId)).toEqual({
    texts: ['q1', '', 'q2', 'a2', 'a1 again'],
    generations: 2,
    marks: 1,
    removals: 0,
    indexed: 4,
  });
  expect(await textsOnPath(store, threadId)).toEqual(['q1', 'q2', 'a2']);
  await store.tree.remove({ messageIds: [q2.id], scope: 'below' });
  expect(await store.tree.purgeRemovedBefore(Date.now() + 1)).toBe(2);
  expect(countRows(folder, threadId)).toEqual({ texts: ['q1', 'a1 again'], generations: 1, marks: 0, removals: 0, indexed: 2 });
  expect((await store.threads.get(threadId)).activeLeafId).toBe(other.id);
  await expect(store.messages.get(a2.id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
});

// Catches: a purge of the chat that trips over an emptied message, which is not in the search index any more.
test('a chat with removed and emptied messages can be purged whole', async () => {
  const folder = temporaryFolder();
  const store = await openFresh(folder);
  const { threadId, a1, q2 } = await twoBranches(store);
  await store.tree.remove({ messageIds: [a1.id], scope: 'one' });
  await store.tree.purgeRemovedBefore(Date.now() + 1);
  await store.tree.remove({ messageIds: [q2.id], scope: 'below' });
  await store.threads.remove(threadId);
  expect(await store.threads.purgeRemovedBefore(Date.now() + 1)).toBe(1);
  expect(countRows(folder, threadId)).toEqual({ texts: [], generations: 0, marks: 0, removals: 0, indexed: 0 });
});

// Catches: a fork that shares rows with its source, forgets the speed of an answer, or carries removed words into the copy.
test('a fork is a copy of the path of its own, without what was removed', async () => {
  const store = await openFresh();
  const { threadId, a1, q2, a2 } = await twoBranches(store);
  await store.threads.rename(threadId, 'Boats', 'user');
  await store.threads.changeParameters(threadId, { set: { temperature: 0.3 }, reset: [] });
  await store.tree.remove({ messageIds: [a1.id], scope: 'one' });
  const fork = await store.tree.fork(q2.id, 'Boats (fork)');
  expect(fork).toMatchObject({ title: 'Boats (fork)', titleSource: 'user', parameters: { temperature: 0.3 }, isPinned: false });
  expect(await textsOnPath(store, fork.id)).toEqual(['q1', 'q2']);
  const whole = await store.tree.fork(a2.id, null);
  const { messages } = await store.messages.listPath(whole.id, { before: null, limit: 10 });
  const { id: _id, threadId: _thread, parentId: _parent, generationId: _generation, versionIds: _versions, ...rest } = a2;
  expect(messages.at(-1)).toMatchObject(rest);
  expect(messages.at(-1)?.stats).not.toBeNull();
  await store.tree.remove({ messageIds: [q2.id], scope: 'below' });
  expect(await textsOnPath(store, whole.id)).toEqual(['q1', 'q2', 'a2']);
  expect((await store.threads.list({ limit: 5, offset: 0 })).threads.map(({ id }) => id)).toEqual([whole.id, fork.id, threadId]);
  await expect(store.tree.fork(a2.id, null)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
});

// Catches: a start that shows the first or the newest branch instead of the one that was read.
test('the path last looked at comes back after a restart, on every level', async () => {
  const folder = temporaryFolder();
  const store = await openFresh(folder);
  const { threadId, q1, a1, other } = await twoBranches(store);
  const edited = await ask(store, threadId, null, 'q1 edited', 'b1');
  await store.messages.selectVersion(q1.id);
  await store.messages.selectVersion(other.id);
  await store.messages.selectVersion(edited.user.id);
  await store.messages.selectVersion(q1.id);
  await store.close();
  const again = await openFresh(folder);
  expect(await textsOnPath(again, threadId)).toEqual(['q1', 'a1 again']);
  await again.messages.selectVersion(edited.user.id);
  expect(await textsOnPath(again, threadId)).toEqual(['q1 edited', 'b1']);
  await again.messages.selectVersion(a1.id);
  expect(await textsOnPath(again, threadId)).toEqual(['q1', 'a1', 'q2', 'a2']);
});

// Catches: a map that names removed messages, loses a branch below one, or marks the wrong one as open.
test('the map shows each branch once, with the path that is open', async () => {
  const store = await openFresh();
  const { threadId, q1, a1, q2, other } = await twoBranches(store);
  const shown = async () =>
    (await store.tree.getBranchMap(threadId)).branches.map((branch) => [
      branch.excerpt,
      branch.parentId,
      branch.messageCount,
      `${branch.versionNumber}/${branch.versionCount}`,
      branch.isOnPath,
    ]);
  expect(await shown()).toEqual([
    ['q1', null, 1, '1/1', true],
    ['a1', q1.id, 3, '1/2', true],
    ['a1 again', q1.id, 1, '2/2', false],
  ]);
  await store.tree.remove({ messageIds: [a1.id], scope: 'one' });
  await store.messages.selectVersion(other.id);
  expect(await shown()).toEqual([
    ['q1', null, 1, '1/1', true],
    ['q2', q1.id, 2, '1/1', false],
    ['a1 again', q1.id, 1, '1/1', true],
  ]);
  expect((await store.messages.selectVersion(q2.id)).activeLeafId).not.toBe(other.id);
});
