import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings } from '#shared/models/settings.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine, FakeEngineOptions } from '#main/inference/fake-engine.test-support.ts';
import { until } from '#main/inference/streams.test-support.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createModelsService } from './models-service.ts';
import type { ModelsService } from './models-service.ts';
import { startModels } from './start-models.ts';

const STARTER = {
  fileName: 'Starter.gguf',
  sizeBytes: 4,
  sha256: '',
  name: 'Starter',
  isStarter: true,
  licence: 'Apache-2.0',
  languages: ['en'],
  abilities: { writing: 'weak', translation: 'none', code: 'none' },
  parameters: { temperature: 0.2 },
} as const;
const catalogue = {
  starter: { ...STARTER, languages: ['en'] },
  find: (fileName: string, sizeBytes: number) =>
    fileName === STARTER.fileName && sizeBytes === STARTER.sizeBytes ? { ...STARTER, languages: ['en'] } : undefined,
};

let root: string;
let store: Store;
let engine: FakeEngine;
let settings: Settings;
let models: ModelsService;

const setUp = (options: FakeEngineOptions = {}): void => {
  engine = createFakeEngine(options);
  models = createModelsService({
    store,
    engine,
    catalogue,
    dataFolder: join(root, 'data'),
    threads: null,
    readSettings: async () => settings,
    updateSettings: async (patch) => {
      settings = { ...settings, ...(patch as Partial<Settings>) };
    },
    onChanged: () => undefined,
    log: SILENT_LOGGER,
  });
};
const file = (name: string, content = 'GGUF'): string => {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
};
const start = (modelFile?: string, isSafeMode = false): Promise<void> =>
  startModels({
    engine,
    store,
    models,
    catalogue,
    resourcesFolder: root,
    modelFile,
    isSafeMode,
    readSettings: async () => settings,
    log: SILENT_LOGGER,
  });
const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const isReady = (): Promise<true> => until(() => (engine.state.state === 'ready' ? true : undefined));

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'inkstone-models-'));
  mkdirSync(join(root, 'models'));
  store = await openStore({ folder: join(root, 'data') });
  settings = SHIPPED_SETTINGS;
  setUp();
});
afterEach(async () => {
  await models.dispose();
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

describe('files', () => {
  test('the catalogue knows its file by name and size; of another one only guesses are made', async () => {
    const known = await models.addFile(file('Starter.gguf'));
    expect(known).toMatchObject({
      name: 'Starter',
      languages: ['en'],
      abilities: STARTER.abilities,
      parameters: { temperature: 0.2 },
      isMissing: false,
      origin: 'file',
    });
    const other = await models.addFile(file('other.gguf'));
    expect(other).toMatchObject({ name: 'Fake', languages: [], abilities: { writing: 'weak', translation: 'none', code: 'none' } });
  });

  test('a path may be quoted or a file address, but not relative', async () => {
    const path = file('a b.gguf');
    const ids = [
      await models.addFile(`"${path}"`),
      await models.addFile(`file://${path.replace(' ', '%20')}`),
      await models.addFile(path),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(await code(models.addFile('models/a.gguf'))).toBe('INVALID_INPUT');
    expect(await code(models.addFile('file://%zz'))).toBe('INVALID_INPUT');
  });

  test('what the engine refuses is not kept, and a refused upload is deleted', async () => {
    setUp({ summary: new AppError('MODEL_NOT_GGUF') });
    const upload = join(root, 'data', 'incoming.part');
    writeFileSync(upload, 'junk');
    expect(await code(models.addFile(file('junk.gguf')))).toBe('MODEL_NOT_GGUF');
    expect(await code(models.addUploaded(upload, 'junk.gguf'))).toBe('MODEL_NOT_GGUF');
    expect([existsSync(upload), (await models.list()).length]).toEqual([false, 0]);
  });

  test('an upload is kept under a safe name in the data folder and deleted with its model; a linked file never is', async () => {
    const upload = join(root, 'data', 'incoming.part');
    writeFileSync(upload, 'GGUF');
    const uploaded = await models.addUploaded(upload, '../../etc/mo:del.gguf');
    expect(uploaded).toMatchObject({ fileName: 'mo_del.gguf', origin: 'upload', isMissing: false });
    const kept = join(root, 'data', 'models', 'mo_del.gguf');
    expect([existsSync(upload), existsSync(kept)]).toEqual([false, true]);
    const linkedPath = file('linked.gguf');
    const linked = await models.addFile(linkedPath);
    await models.remove(uploaded.id);
    await models.remove(linked.id);
    expect([existsSync(kept), existsSync(linkedPath), (await models.list()).length]).toEqual([false, true, 0]);
  });

  test('a file that vanished is listed as missing and not loaded', async () => {
    const path = file('gone.gguf');
    const { id } = await models.addFile(path);
    rmSync(path);
    expect(await models.list()).toMatchObject([{ id, isMissing: true }]);
    expect(await code(models.load(id))).toBe('MODEL_FILE_MISSING');
    expect(engine.loads).toEqual([]);
  });
});

describe('loading', () => {
  test('returns at once and is remembered when it worked', async () => {
    setUp({ isLoadManual: true });
    const { id } = await models.addFile(file('a.gguf'));
    await models.load(id);
    expect(engine.state.state).toBe('loading');
    expect((await models.current())?.id).toBe(id);
    expect(settings.modelId).toBeNull();
    models.cancelLoad();
    await models.dispose();
    expect(settings.modelId).toBeNull();
    setUp();
    await models.load(id);
    await until(() => (settings.modelId === id ? true : undefined));
    expect((await models.list())[0]?.lastUsedAt).not.toBeNull();
  });

  test('uses the settings, and what the call asks for wins', async () => {
    settings = { ...SHIPPED_SETTINGS, useGpu: true, contextSize: 2_048, threads: 3 };
    const { id } = await models.addFile(file('a.gguf'));
    await models.load(id, { onCpu: true, contextSize: 512 });
    expect(engine.loads[0]).toMatchObject({ useGpu: false, contextSize: 512, threads: 3 });
  });

  test('an embedding model is refused with the reason', async () => {
    setUp({ kind: 'embedding' });
    const { id } = await models.addFile(file('bert.gguf'));
    expect(await code(models.load(id))).toBe('MODEL_CANNOT_WRITE');
  });

  test('a model that keeps crashing is quarantined until the user loads it again', async () => {
    const { id } = await models.addFile(file('a.gguf'));
    engine.setState({ state: 'failed', modelId: id, name: 'a', code: 'MODEL_QUARANTINED', data: {}, remedies: [] });
    await until(async () => ((await models.list())[0]?.isQuarantined ? true : undefined));
    settings = { ...settings, modelId: id };
    await start();
    expect(engine.loads).toEqual([]);
    await models.load(id);
    expect((await models.list())[0]?.isQuarantined).toBe(false);
  });

  test('a changed engine setting loads the model again, but not in mid-answer', async () => {
    const { id } = await models.addFile(file('a.gguf'));
    await models.load(id);
    await isReady();
    const ready = engine.state;
    if (ready.state !== 'ready') throw new Error('the model is ready');
    engine.setState({ ...ready, isBusy: true });
    settings = { ...settings, contextSize: 1_024 };
    models.applySettings({ contextSize: 1_024 });
    models.applySettings({ theme: 'dark' });
    expect(engine.loads).toHaveLength(1);
    engine.setState({ ...ready, isBusy: false });
    await until(() => (engine.loads.length === 2 ? true : undefined));
    expect(engine.loads[1]).toMatchObject({ contextSize: 1_024 });
  });

  test('removing the model in use unloads it and forgets that it was', async () => {
    const { id } = await models.addFile(file('a.gguf'));
    await models.load(id);
    await until(() => (settings.modelId === id ? true : undefined));
    await models.remove(id);
    expect([engine.state.state, settings.modelId]).toEqual(['stopped', null]);
  });
});

describe('what a thread needs', () => {
  test('is a chat model for a talk, and any writing model for completions', async () => {
    expect(await code(models.requireFor('chat'))).toBe('MODEL_NOT_LOADED');
    setUp({ kind: 'base' });
    const { id } = await models.addFile(file('gpt2.gguf'));
    await models.load(id);
    await isReady();
    expect(await code(models.requireFor('chat'))).toBe('MODEL_CANNOT_WRITE');
    expect(await models.requireFor('completion')).toBe('base');
  });

  test('says why the model in use failed', async () => {
    engine.setState({ state: 'failed', modelId: null, name: 'a', code: 'MODEL_OUT_OF_MEMORY', data: { needBytes: 9 }, remedies: [] });
    expect(await code(models.requireFor('chat'))).toBe('MODEL_OUT_OF_MEMORY');
  });
});

describe('at start', () => {
  test('the starter is registered once and loaded', async () => {
    writeFileSync(join(root, 'models', 'Starter.gguf'), 'GGUF');
    setUp({ summary: { sizeBytes: 4 } });
    await start();
    await isReady();
    await start();
    expect(engine.inspected).toHaveLength(1);
    expect(await models.list()).toMatchObject([{ name: 'Starter', origin: 'starter' }]);
  });

  test('the last used model comes before the starter, and INKSTONE_MODEL before both, for this run only', async () => {
    writeFileSync(join(root, 'models', 'Starter.gguf'), 'GGUF');
    const last = await models.addFile(file('last.gguf'));
    settings = { ...settings, modelId: last.id };
    await start();
    expect(engine.loads.at(-1)?.modelId).toBe(last.id);
    await start(file('own.gguf'));
    expect(engine.loads.at(-1)?.path).toBe(join(root, 'own.gguf'));
    expect(settings.modelId).toBe(last.id);
  });

  test('a starter that is no model is not loaded and nothing fails', async () => {
    setUp({ summary: new AppError('MODEL_NOT_GGUF') });
    writeFileSync(join(root, 'models', 'Starter.gguf'), 'junk');
    await start();
    expect([engine.state.state, (await models.list()).length]).toEqual(['stopped', 0]);
  });

  test('a file of INKSTONE_MODEL that cannot be used is named as the failure, and no other model hides it', async () => {
    setUp({ summary: new AppError('MODEL_FILE_MISSING') });
    await start(join(root, 'absent.gguf'));
    expect(engine.state).toMatchObject({ state: 'failed', name: 'absent.gguf', code: 'MODEL_FILE_MISSING', remedies: ['choose-another'] });
  });

  test('a file of INKSTONE_MODEL that cannot write text is named as the failure too', async () => {
    setUp({ summary: { kind: 'embedding' } });
    writeFileSync(join(root, 'models', 'Starter.gguf'), 'GGUF');
    await start(file('vectors.gguf'));
    expect(engine.state).toMatchObject({ state: 'failed', name: 'vectors.gguf', code: 'MODEL_CANNOT_WRITE' });
    expect(engine.loads).toEqual([]);
  });

  test('a starter that moved with the application is not listed twice', async () => {
    await store.models.save({
      path: join(root, 'old', 'Starter.gguf'),
      name: 'Starter',
      fileName: 'Starter.gguf',
      kind: 'chat',
      architecture: 'llama',
      sizeBytes: 4,
      parameterCount: null,
      quantisation: null,
      trainedContext: 1,
      languages: [],
      abilities: STARTER.abilities,
      licence: null,
      origin: 'starter',
    });
    writeFileSync(join(root, 'models', 'Starter.gguf'), 'GGUF');
    await start();
    expect((await models.list()).map(({ isMissing }) => isMissing)).toEqual([false]);
  });
});
