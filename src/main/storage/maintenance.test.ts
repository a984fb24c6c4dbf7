import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openStore } from './open-store.ts';
import { startStoreWorker } from './store-client.ts';
import type { Store } from './store.ts';
import { ask, DONE, regenerate, startTurn, temporaryFolder } from './library.test-support.ts';

const exportSchema = z.object({ format: z.string(), version: z.int(), threads: z.array(z.unknown()) });

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
  expect((await copy.search.query('answer', 5)).length).toBe(1);
});

// Catches: an export that leaves out a branch, a parameter or a thread, or that shows what was removed.
test('a JSON export holds every branch of every thread', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const [{ id }, empty, removed] = [
    await store.threads.create('chat'),
    await store.threads.create('completion'),
    await store.threads.create('chat'),
  ];
  const { user, answer } = await ask(store, id, null, 'line one\n"two" \0 三', 'a');
  const again = await regenerate(store, id, user.id, 'b');
  await store.threads.remove(removed.id);
  const path = join(folder, 'all.json');
  expect(await store.maintenance.exportAll(path, 'json')).toEqual({ sizeBytes: readFileSync(path).length, threads: 2 });
  const exported = exportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(exported).toMatchObject({ format: 'inkstone-library', version: 1 });
  const extras = { activeChildId: null, parameters: expect.objectContaining({ temperature: 0.7 }) as unknown };
  expect(exported.threads).toEqual([
    { thread: await store.threads.get(empty.id), messages: [] },
    {
      thread: await store.threads.get(id),
      messages: [
        { ...(await store.messages.get(user.id)), activeChildId: again.id, parameters: null },
        { ...(await store.messages.get(answer.id)), ...extras },
        { ...again, ...extras },
      ],
    },
  ]);
});

// Catches: a Markdown export in the wrong order across its pages, or of the wrong branch.
test('a Markdown export holds the active branch', async () => {
  const folder = temporaryFolder();
  const store = await open(folder);
  const { id } = await store.threads.create('chat');
  await store.threads.rename(id, 'Two\nlines', 'user');
  const texts = Array.from({ length: 450 }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text: `m${index}` }) as const);
  await store.messages.addFinished(id, null, texts);
  await store.threads.create('chat');
  const path = join(folder, 'all.md');
  writeFileSync(path, 'an older export');
  expect(await store.maintenance.exportAll(path, 'markdown')).toMatchObject({ threads: 2 });
  const written = readFileSync(path, 'utf8');
  const body = texts.map(({ role, text }) => `\n## ${role === 'user' ? 'You' : 'Assistant'}\n\n${text}\n`).join('');
  expect(written).toBe(`# Two lines\n${body}\n---\n\n# Untitled\n`);
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
  await store.threads.purgeRemovedBefore(Date.now() + 60_000);
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

// Catches: an export or a backup that runs on the main loop: together they may not take it for 10 ms, so no block can be longer.
test('the main loop is left alone while the worker exports and backs up 2,000 messages', async () => {
  const folder = temporaryFolder();
  const store = await startStoreWorker({ entry: new URL('./store-worker.ts', import.meta.url), folder });
  onTestFinished(() => store.close());
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, MANY);
  const inWorker = await threadCpuMs(async () => {
    await store.maintenance.exportAll(join(folder, 'all.json'), 'json');
    await store.maintenance.backUp(join(folder, 'copy.db'));
  });
  expect(inWorker).toBeLessThan(10);
});

// Catches: calls that wait until an export is done, and a close that cuts it off.
test('other calls are answered during an export, and closing lets it finish', async () => {
  const folder = temporaryFolder();
  const store = await startStoreWorker({ entry: new URL('./store-worker.ts', import.meta.url), folder });
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, MANY);
  const order: string[] = [];
  const path = join(folder, 'all.json');
  const exporting = store.maintenance.exportAll(path, 'json').finally(() => order.push('exported'));
  await Promise.all([store.threads.get(id).then(() => order.push('asked')), store.close(), exporting]);
  expect(order).toEqual(['asked', 'exported']);
  expect(await exporting).toEqual({ sizeBytes: readFileSync(path).length, threads: 1 });
});
