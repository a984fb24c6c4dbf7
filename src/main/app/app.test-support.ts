/** A whole application on a temporary folder: the real store in this process, a fake engine, the starter model registered. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import type { Logger } from '#main/platform/logger.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createApp } from './create-app.ts';
import type { App, AppOptions } from './create-app.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine } from '#main/inference/fake-engine.test-support.ts';
import { createHostServices } from './host-services.ts';

export interface TestApp {
  readonly app: App;
  readonly engine: FakeEngine;
  readonly store: Store;
  readonly folder: string;
  readonly resources: string;
  dispose(): Promise<void>;
}

const STARTER = 'Starter-Fake.gguf';

/** Resources with a catalogue of one starter model of four bytes. */
export function makeResources(root: string): string {
  const resources = join(root, 'resources');
  mkdirSync(join(resources, 'models'), { recursive: true });
  const abilities = { writing: 'weak', translation: 'none', code: 'none' };
  const starter = {
    fileName: STARTER,
    sizeBytes: 4,
    sha256: '',
    name: 'Starter',
    isStarter: true,
    licence: null,
    languages: ['en'],
    abilities,
    parameters: {},
  };
  writeFileSync(join(resources, 'models.json'), JSON.stringify({ models: [starter] }));
  writeFileSync(join(resources, 'models', STARTER), 'GGUF');
  return resources;
}

export async function startTestApp(
  options: Partial<Pick<AppOptions, 'host' | 'modelFile' | 'threads'>> & {
    engine?: FakeEngine;
    log?: Logger;
    wrapStore?: (store: Store) => Store;
  } = {},
): Promise<TestApp> {
  const root = mkdtempSync(join(tmpdir(), 'inkstone-app-'));
  const folder = join(root, 'data');
  const resources = makeResources(root);
  const engine = options.engine ?? createFakeEngine();
  const opened = await openStore({ folder });
  const store = options.wrapStore?.(opened) ?? opened;
  const app = await createApp({
    dataFolder: folder,
    resourcesFolder: resources,
    store,
    engine,
    host: options.host ?? createHostServices('browser'),
    log: options.log ?? SILENT_LOGGER,
    version: '0.0.0',
    modelFile: options.modelFile,
    threads: options.threads,
  });
  await app.started;
  const dispose = async (): Promise<void> => {
    await app.dispose();
    rmSync(root, { recursive: true, force: true });
  };
  return { app, engine, store, folder, resources, dispose };
}
