/** The real engine process for slow tests, with its process ids within reach. One thread, the CPU, short contexts. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { childProcessTransport } from '../child-process-transport.ts';
import type { Engine, LoadRequest } from '../engine.ts';
import type { EngineOptions } from '../engine-supervisor.ts';
import { createEngine } from '../engine-supervisor.ts';
import { loadRequest, SILENT_LOG } from './builders.ts';

export const ENGINE_ENTRY = fileURLToPath(new URL('../host/engine-process.ts', import.meta.url));
export const STARTER_PATH = fileURLToPath(new URL('../../../../resources/models/SmolLM2-135M-Instruct.Q4_1.gguf', import.meta.url));

/** False, with a printed reason, where `npm start` has not fetched the starter model yet. */
export function hasStarterModel(): boolean {
  const isThere = existsSync(STARTER_PATH);
  if (!isThere) process.stderr.write('starter model tests are skipped: resources/models/ does not hold the starter model\n');
  return isThere;
}

export interface RealEngine {
  readonly engine: Engine;
  /** Process ids in the order of starting; the last one is the process in use. */
  readonly pids: readonly number[];
  load(path: string, overrides?: Partial<LoadRequest>): Promise<void>;
}

export function startRealEngine(options: Partial<EngineOptions> = {}): RealEngine {
  const pids: number[] = [];
  const startTransport = childProcessTransport({ entry: ENGINE_ENTRY });
  const engine = createEngine({
    log: SILENT_LOG,
    startTransport() {
      const transport = startTransport();
      if (transport.pid !== undefined) pids.push(transport.pid);
      return transport;
    },
    ...options,
  });
  return {
    engine,
    pids,
    load: (path, overrides = {}) => engine.load(loadRequest({ path, contextSize: 2_048, ...overrides }), new AbortController().signal),
  };
}

/** A zombie is dead: it only waits for whoever inherited it to notice. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z/u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Resolves with the milliseconds it took until `condition` held. @throws Error after `limitMs` */
export async function waitUntil(condition: () => boolean, limitMs: number): Promise<number> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > limitMs) throw new Error(`not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - started;
}
