/** Messages that stay in the context, and summaries of those that do not. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ThreadId } from '#shared/models/ids.ts';
import { temporaryFolder } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

let store: Store;
let now: number;
beforeEach(async () => {
  now = 1_000;
  store = await openStore({ folder: temporaryFolder(), now: () => now });
});
afterEach(() => store.close());

async function thread(isTemporary = false) {
  const { id } = await store.threads.create('chat', isTemporary);
  const [asked, answer] = await store.messages.addFinished(id, null, [
    { role: 'user', text: 'Where is the mill?' },
    { role: 'assistant', text: 'By the river.' },
  ]);
  if (!asked || !answer) throw new Error('two messages were added');
  return { id, asked, answer };
}
const summarise = async (threadId: ThreadId, { asked, answer }: Awaited<ReturnType<typeof thread>>) => {
  await store.context.addSummary({
    threadId,
    fromMessageId: asked.id,
    untilMessageId: answer.id,
    messageCount: 2,
    text: 'They spoke of a mill.',
    modelName: 'Model',
  });
  return store.context.listSummaries(threadId);
};

// Catches: one mark that takes the other away.
test('a message is kept and let go, and its star stays', async () => {
  const { asked } = await thread();
  await store.order.setStarred(asked.id, true);
  expect(await store.context.setKept(asked.id, true)).toMatchObject({ isKept: true, isStarred: true });
  expect(await store.context.setKept(asked.id, false)).toMatchObject({ isKept: false, isStarred: true });
  await expect(store.context.setKept(crypto.randomUUID() as never, true)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
});

test('a summary is edited, removed and brought back, in its own chat only', async () => {
  const made = await thread();
  const other = await thread();
  const [summary] = await summarise(made.id, made);
  if (!summary) throw new Error('there is a summary');
  await expect(store.context.editSummary(other.id, summary.id, 'x')).rejects.toMatchObject({ code: 'SUMMARY_NOT_FOUND' });
  await store.context.editSummary(made.id, summary.id, 'A mill.');
  await store.context.removeSummary(made.id, summary.id);
  expect(await store.context.listSummaries(made.id)).toEqual([]);
  await store.context.restoreSummary(made.id, summary.id);
  expect(await store.context.listSummaries(made.id)).toEqual([{ ...summary, text: 'A mill.', isEdited: true }]);
});

// Catches: a deleted message that lives on in a summary, and a chat that cannot be purged because of one.
test('a summary goes with what it tells of', async () => {
  const [made, whole] = [await thread(), await thread()];
  await summarise(made.id, made);
  await summarise(whole.id, whole);
  await store.tree.remove({ messageIds: [made.asked.id], scope: 'one' });
  await store.threads.remove(whole.id);
  expect(await store.context.listSummaries(made.id)).toHaveLength(1);
  now = 2_000;
  await store.tree.purgeRemovedBefore(1_500);
  await store.threads.purgeRemovedBefore(1_500);
  expect([await store.context.listSummaries(made.id), await store.context.listSummaries(whole.id)]).toEqual([[], []]);
});

// Catches: a summary of a temporary chat written to the disk, or lost when the chat is kept.
test('a temporary chat has its marks and summaries in memory and takes them along', async () => {
  const made = await thread(true);
  await store.order.setStarred(made.answer.id, true);
  await store.context.setKept(made.asked.id, true);
  const summaries = await summarise(made.id, made);
  await store.temporary.keep(made.id);
  expect(await store.context.listSummaries(made.id)).toEqual(summaries);
  expect((await store.messages.get(made.asked.id)).isKept).toBe(true);
});
