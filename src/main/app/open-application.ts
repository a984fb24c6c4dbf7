/**
 * What both hosts do between "we hold the data folder" and "there is an application": store, engine, application; and the
 * way back, within a time limit, with no engine process left. The hosts differ in the engine's transport only.
 */
import { createEngine } from '#main/inference/engine-supervisor.ts';
import type { EngineTransport, EngineTransportFactory } from '#main/inference/engine-transport.ts';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { startStoreWorker } from '#main/storage/store-client.ts';
import { createApp } from './create-app.ts';
import { runSmokeTest } from './smoke-test.ts';
import type { App } from './create-app.ts';
import type { HostServices } from './host-services.ts';

export interface OpenOptions {
  readonly paths: Pick<EntryPaths, 'store' | 'resources' | 'version'>;
  readonly dataFolder: string;
  /** INKSTONE_MODEL and INKSTONE_THREADS are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: HostServices;
  readonly log: Logger;
  readonly startTransport: EngineTransportFactory;
  /** After repeated crashes: no model is loaded by itself. */
  readonly isSafeMode?: boolean;
}

export interface OpenedApplication {
  readonly app: App;
  /** Ends everything; after `limitMs` it kills what is still there. Never rejects. */
  close(limitMs: number): Promise<void>;
}

/** Remembers the processes that are alive, so that none can outlive the host. */
export function trackTransports(start: EngineTransportFactory): { start: EngineTransportFactory; killAll: () => void } {
  const alive = new Set<EngineTransport>();
  return {
    start: () => {
      const transport = start();
      alive.add(transport);
      transport.onExit(() => alive.delete(transport));
      return transport;
    },
    killAll: () => {
      for (const transport of alive) transport.kill();
    },
  };
}

/** INKSTONE_THREADS as a thread count, or null to let the engine measure. @throws Error with a sentence for the user */
export function readThreads(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 256) return Number(text);
  throw new Error(`INKSTONE_THREADS must be a number from 1 to 256, not "${text}".`);
}

/** Waits for `work` or for the limit, whichever is first. Resolves with whether the work was done in time. */
async function within(work: Promise<void>, limitMs: number): Promise<boolean> {
  const { promise: isLate, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), limitMs);
  try {
    return await Promise.race([work.then(() => true as const), isLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws AppError STORAGE_* or whatever the start of the application threw; nothing is left open then */
export async function openApplication(options: OpenOptions): Promise<OpenedApplication> {
  const { paths, dataFolder, env, host, log } = options;
  const threads = readThreads(env['INKSTONE_THREADS']);
  const store = await startStoreWorker({ entry: paths.store, folder: dataFolder, appVersion: paths.version, log });
  const transports = trackTransports(options.startTransport);
  const engine = createEngine({ startTransport: transports.start, log });
  try {
    const app = await createApp({
      dataFolder,
      resourcesFolder: paths.resources,
      store,
      engine,
      host,
      log,
      version: paths.version,
      modelFile: env['INKSTONE_MODEL'],
      threads,
      isSafeMode: options.isSafeMode,
    });
    if (env['INKSTONE_SMOKE_TEST'] === '1') void runSmokeTest(app);
    return {
      app,
      close: async (limitMs) => {
        try {
          if (!(await within(app.dispose(), limitMs))) log.warn('the application did not end in time', undefined, { limitMs });
        } catch (error) {
          log.error('the application did not end cleanly', error);
        } finally {
          transports.killAll();
        }
      },
    };
  } catch (error) {
    await Promise.allSettled([engine.dispose(), store.close()]);
    transports.killAll();
    throw error;
  }
}
