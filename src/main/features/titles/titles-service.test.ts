import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Model } from '#shared/models/model.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings } from '#shared/models/settings.ts';
import { createGenerationHub } from '#main/inference/create-generation-hub.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import { until } from '#main/inference/streams.test-support.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createTitlesService } from './titles-service.ts';
import type { TitlesService } from './titles-service.ts';

let folder: string;
let store: Store;
let engine: FakeEngine;
let hub: GenerationHub;
let titles: TitlesService;
let settings: Settings;
let kind: Model['kind'];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-titles-'));
  store = await openStore({ folder });
  engine = createFakeEngine();
  hub = createGenerationHub({ engine, log: SILENT_LOGGER });
  settings = SHIPPED_SETTINGS;
  kind = 'chat';
  const currentModel = async () => ({ kind }) as Model;
  titles = createTitlesService({
    store,
    hub,
    readSettings: async () => settings,
    currentModel,
    onChanged: () => undefined,
    log: SILENT_LOGGER,
  });
});
afterEach(async () => {
  await hub.dispose();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function answeredThread(): Promise<ThreadId> {
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, [
    { role: 'user', text: 'What is the capital of France, and since when?' },
    { role: 'assistant', text: 'Paris.' },
  ]);
  return id;
}
const titleOf = async (id: ThreadId): Promise<string> => {
  const { title, titleSource } = await store.threads.get(id);
  return `${titleSource}: ${title}`;
};
/** The title as soon as there is one. */
const titled = (id: ThreadId): Promise<string> =>
  until(async () => ((await store.threads.get(id)).titleSource === 'none' ? undefined : titleOf(id)));

// Catches: a small model putting something odd in the place of a question that says it all.
test('a short question is its own title', async () => {
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, [
    { role: 'user', text: 'What is the capital of France?' },
    { role: 'assistant', text: 'Paris.' },
  ]);
  await titles.consider(id);
  expect([await titleOf(id), engine.runs.length]).toEqual(['auto: What is the capital of France?', 0]);
});

test('the model names a thread behind all other work', async () => {
  const id = await answeredThread();
  await titles.consider(id);
  const run = await engine.run(0);
  expect(run.request).toMatchObject({ priority: 'background', slotKey: 'title' });
  run.write('"Capital of France"');
  run.end();
  expect(await titled(id)).toBe('auto: Capital of France');
});

test('a name given by the user meanwhile wins, and the run ends', async () => {
  const id = await answeredThread();
  await titles.consider(id);
  const run = await engine.run(0);
  run.write('Wrong');
  titles.cancel(id);
  await store.threads.rename(id, 'Mine', 'user');
  await until(() => (run.isAborted ? true : undefined));
  await until(() => (hub.listLive().length === 0 ? true : undefined));
  expect(await titleOf(id)).toBe('user: Mine');
});

test('a rename that nobody announced is not overwritten either', async () => {
  const id = await answeredThread();
  await titles.consider(id);
  await store.threads.rename(id, 'Mine', 'user');
  const run = await engine.run(0);
  run.write('Wrong');
  run.end();
  await until(() => (hub.listLive().length === 0 ? true : undefined));
  expect(await titleOf(id)).toBe('user: Mine');
});

test('new work of the user ends it without a title, and the next answer starts it again', async () => {
  const id = await answeredThread();
  await titles.consider(id);
  await engine.run(0);
  titles.makeWay();
  await until(() => (hub.listLive().length === 0 ? true : undefined));
  expect(await titleOf(id)).toBe('none: ');
  await titles.consider(id);
  const run = await engine.run(1);
  run.write('Second try');
  run.end();
  expect(await titled(id)).toBe('auto: Second try');
});

test('a failing or silent model leaves the first words of the user', async () => {
  const [failing, silent] = [await answeredThread(), await answeredThread()];
  await titles.consider(failing);
  (await engine.run(0)).fail(new AppError('ENGINE_CRASHED'));
  expect(await titled(failing)).toBe('auto: What is the capital of France, and since when?');
  await titles.consider(silent);
  (await engine.run(1)).write('<think>hm</think>');
  (await engine.run(1)).end();
  expect(await titled(silent)).toBe('auto: What is the capital of France, and since when?');
});

test('a base model and a user who wants no automatic titles are not asked', async () => {
  const [base, off] = [await answeredThread(), await answeredThread()];
  kind = 'base';
  await titles.consider(base);
  kind = 'chat';
  settings = { ...SHIPPED_SETTINGS, hasAutomaticTitles: false };
  await titles.consider(off);
  expect([await titleOf(base), await titleOf(off)]).toEqual(Array(2).fill('auto: What is the capital of France, and since when?'));
  expect(engine.runs).toEqual([]);
});

test('a thread with a name is left alone', async () => {
  const id = await answeredThread();
  await store.threads.rename(id, 'Mine', 'user');
  await titles.consider(id);
  expect(engine.runs).toEqual([]);
});
