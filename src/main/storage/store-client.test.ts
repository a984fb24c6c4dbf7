import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { startStoreWorker } from './store-client.ts';
import type { Store } from './store.ts';
import { DONE, startTurn, temporaryFolder } from './library.test-support.ts';

const ENTRY = new URL('./store-worker.ts', import.meta.url);

const start = async (entry: URL, folder = temporaryFolder()): Promise<Store> => {
  const store = await startStoreWorker({ entry, folder });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};

/** A worker that says it is open and does `body` at the first call. */
const fakeWorker = (body: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${body} }); parentPort.postMessage({ type: 'opened' });`,
    )}`,
  );

// Catches: an app that hangs, or shows "internal error", when the library cannot be opened.
test('an error of opening keeps its code and data', async () => {
  const folder = temporaryFolder();
  await (await start(ENTRY, folder)).close();
  writeFileSync(join(folder, 'inkstone.db'), '');
  const failure = await start(ENTRY, folder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code: 'STORAGE_DAMAGED', data: { backups: 0 }, cause: { name: 'AppError' } });
});

// Catches: pieces of an answer stored out of order when nobody waits between them.
test('calls are carried out in the order they were made', async () => {
  const store = await start(ENTRY);
  const { id } = await store.threads.create('chat');
  const { answers } = await startTurn(store, id, null, 'go');
  const pieces = Array.from({ length: 100 }, (_, index) => `${index},`);
  const appends = pieces.map((piece) => store.messages.appendText(answers[0].id, piece));
  const finished = store.messages.finish(answers[0].id, 'end', DONE);
  const closed = store.close();
  await Promise.all(appends);
  expect((await finished).text).toBe(`${pieces.join('')}end`);
  await closed;
});

// Catches: a call that waits for ever after the store was closed.
test('a closed store refuses calls, and closes twice', async () => {
  const store = await start(ENTRY);
  await store.close();
  await store.close();
  await expect(store.settings.read()).rejects.toMatchObject({ code: 'STORAGE_FAILED', data: { reason: 'closed' } });
});

// Catches: a generation that waits for ever for a dead worker.
test.each([
  ['throws', 'throw new Error("bug in the worker")'],
  ['exits', 'process.exit(3)'],
])('a worker that %s fails the open call and every later one', async (_name, body) => {
  const store = await start(fakeWorker(body));
  await expect(store.settings.read()).rejects.toMatchObject({ name: 'AppError', code: 'STORAGE_FAILED' });
  await expect(store.settings.read()).rejects.toMatchObject({ name: 'AppError', code: 'STORAGE_FAILED' });
});

// Catches: a bug in the store dressed up as something the user could mend.
test('a broken invariant stays one', async () => {
  const store = await start(ENTRY);
  const { id } = await store.threads.create('chat');
  const failure = await store.messages
    .addTurn({ threadId: id, parentId: null, userText: null, generationIds: [], purpose: 'chat', parameters: SHIPPED_PARAMETERS })
    .catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ name: 'InvariantError', message: 'a turn adds at least one message' });
});
