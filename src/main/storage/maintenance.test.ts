import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from './open-store.ts';
import { startStoreWorker } from './store-client.ts';
import type { Store } from './store.ts';
import { ask, DONE, startTurn, temporaryFolder, searchFor } from './library.test-support.ts';

const open = async (folder: string): Promise<Store> => {
  const store = await openStore({ folder });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};

// Catches: a backup that is not a library, that writes over a file, or that leaves its unfinished part behind.
test('a backup is a whole library, and never replaces a file', async () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  const store = await open(folder);
  const { id } = await store.threads.create('chat');
  const { answer } = await ask(store, id, null, 'question', 'the answer');
  const path = join(other, 'inkstone.db');
  const { sizeBytes } = await store.maintenance.backUp(path);
  expect(readFileSync(path).length).toBe(sizeBytes);
  expect(existsSync(`${path}.part`)).toBe(false);
  await expect(store.maintenance.backUp(path)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const copy = await open(other);
  expect(await copy.messages.get(answer.id)).toEqual(answer);
  expect((await searchFor(copy, 'answer', 5)).length).toBe(1);
});

// Catches: deleted words that can still be read in the file.
test('what was purged is nowhere in the files', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const { id } = await store.threads.create('chat');
  await store.threads.rename(id, 'xylophonetitle', 'user');
  const { answers } = await startTurn(store, id, null, 'xylophonequestion');
  for (let index = 0; index < 50; index += 1) await store.messages.appendText(answers[0].id, `xylophoneanswer${index} `.repeat(20));
  await store.messages.finish(answers[0].id, '', DONE);
  await store.drafts.save(id, 'xylophonedraft');
  const kept = await store.threads.create('chat');
  await ask(store, kept.id, null, 'other', 'words');
  await store.threads.remove(id);
  await store.removed.erase({ threadIds: [id], removalIds: [] });
  await store.removed.deleteErased();
  await store.close();
  expect(readFileSync(join(folder, 'inkstone.db')).includes('xylophone')).toBe(false);
  expect(existsSync(join(folder, 'inkstone.db-wal'))).toBe(false);
});

/** Processor time of this thread alone: on a busy machine the clock would measure the others. */
async function threadCpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

const MANY = Array.from({ length: 2_000 }, (_, index) => ({ role: 'user', text: `message ${index} ${'word '.repeat(100)}` }) as const);

// Catches: a backup that runs on the main loop: it may not take it for 10 ms, so no block can be longer.
test('the main loop is left alone while the worker backs up 2,000 messages', async () => {
  const folder = temporaryFolder();
  const store = await startStoreWorker({ entry: new URL('./store-worker.ts', import.meta.url), folder });
  onTestFinished(() => store.close());
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, MANY);
  const inWorker = await threadCpuMs(() => store.maintenance.backUp(join(folder, 'copy.db')));
  expect(inWorker).toBeLessThan(10);
});
