/** The application as the hosts open it: store worker, engine process and the starter model, with one thread, on a temporary folder. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { Message } from '#shared/models/message.ts';
import { childProcessTransport } from '#main/inference/child-process-transport.ts';
import type { EngineTransport } from '#main/inference/engine-transport.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import type { App } from './create-app.ts';
import { createHostServices } from './host-services.ts';
import { openApplication } from './open-application.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const resources = at('../../../resources');

/** `npm test` goes on without the starter model where it cannot be had. */
export const hasStarter = existsSync(join(resources, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'));

export interface RealApp {
  readonly app: App;
  /** Of the engine processes so far; the last one is alive. */
  readonly transports: readonly EngineTransport[];
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** An application that has started; its model may still be loading. */
export async function startRealApp(): Promise<RealApp> {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-real-'));
  const start = childProcessTransport({ entry: at('../inference/host/engine-process.ts') });
  const transports: EngineTransport[] = [];
  const opened = await openApplication({
    paths: { store: at('../storage/store-worker.ts'), resources, version: '0.0.0' },
    dataFolder: folder,
    env: { INKSTONE_THREADS: '1' },
    host: createHostServices('browser'),
    log: SILENT_LOGGER,
    startTransport: () => {
      const transport = start();
      transports.push(transport);
      return transport;
    },
  });
  await opened.app.started;
  const close = async (): Promise<void> => {
    await opened.close(10_000);
    rmSync(folder, { recursive: true, force: true });
  };
  return { app: opened.app, transports, close };
}

/** The answer as it is stored when its generation has ended. */
export async function settled(app: App, answer: Message | undefined): Promise<Message> {
  if (!answer?.generationId) throw new Error('an answer has a generation');
  await app.hub.outcome(answer.generationId);
  const stored = (await app.threads.listVersions(answer.id)).find(({ id }) => id === answer.id);
  if (!stored) throw new Error('the answer is stored');
  return stored;
}

/** The figures of an answer that has ended. */
export async function statsOf(app: App, answer: Message | undefined): Promise<GenerationStats> {
  const { stats } = await settled(app, answer);
  if (!stats) throw new Error('a finished answer has its figures');
  return stats;
}
