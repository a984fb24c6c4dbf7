/** Answers the supervisor's messages inside the engine process. Holds at most one loaded model. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { EngineEvent } from '../engine.ts';
import type { EngineStage, ToEngine } from '../engine-transport.ts';
import { toFailure } from './failures.ts';
import { checkSupport } from './gguf-support.ts';
import { runGeneration } from './generation.ts';
import type { HostPort } from './host-port.ts';
import type { LoadedModel } from './model-loader.ts';
import { loadModel } from './model-loader.ts';
import type { PromptBuilder } from './prompt-tokens.ts';
import { createPromptBuilder } from './prompt-tokens.ts';

const DISPOSE_MS = 3_000;

type Request = Exclude<ToEngine, { type: 'ping' | 'cancel' }>;

const FALLBACKS: Readonly<Record<Request['type'], ErrorCode>> = {
  inspect: 'MODEL_DAMAGED',
  load: 'ENGINE_START_FAILED',
  generate: 'INTERNAL',
  tokenize: 'INTERNAL',
  shutdown: 'INTERNAL',
};

/** Serves until the parent closes the port or asks for a shutdown. */
export function runEngineHost(port: HostPort): void {
  const running = new Map<number, AbortController>();
  let loaded: LoadedModel | undefined;
  let prompts: PromptBuilder | undefined;
  let lines: readonly string[] = [];

  // The news must be on its way before a template that never ends blocks this loop.
  const stage = (id: number) => async (name: EngineStage) => {
    port.send({ type: 'stage', id, stage: name });
    await new Promise((resolve) => setImmediate(resolve));
  };

  const load = async ({ id, request }: Extract<ToEngine, { type: 'load' }>, signal: AbortSignal): Promise<void> => {
    let lastFraction = -1;
    loaded = await loadModel(request, {
      signal,
      onStage: stage(id),
      onLines: (latest) => (lines = [...latest]),
      onProgress(fraction) {
        if (fraction < 1 && fraction - lastFraction < 0.01) return;
        lastFraction = fraction;
        port.send({ type: 'load-progress', id, fraction });
      },
    });
    if (loaded.writing !== undefined) prompts = createPromptBuilder(loaded.writing, loaded.report.contextSize);
    port.send({ type: 'loaded', id, report: loaded.report });
  };

  const generate = async ({ id, request }: Extract<ToEngine, { type: 'generate' }>, signal: AbortSignal): Promise<void> => {
    if (loaded === undefined) throw new AppError('MODEL_NOT_LOADED');
    if (loaded.writing === undefined || prompts === undefined) throw new AppError('MODEL_CANNOT_WRITE');
    const emit = (event: EngineEvent): void => port.send({ type: 'event', id, event });
    await runGeneration({ loaded, writing: loaded.writing, prompts, signal, emit, onStage: stage(id) }, request);
  };

  const shutDown = async (id: number): Promise<void> => {
    for (const controller of running.values()) controller.abort();
    const timer = setTimeout(() => process.exit(0), DISPOSE_MS);
    await loaded?.dispose();
    clearTimeout(timer);
    port.send({ type: 'goodbye', id });
    setTimeout(() => process.exit(0), 20);
  };

  const serve = async (message: Request, signal: AbortSignal): Promise<void> => {
    switch (message.type) {
      case 'inspect':
        port.send({ type: 'inspected', id: message.id, summary: await checkSupport(message.path) });
        return;
      case 'load':
        await load(message, signal);
        return;
      case 'generate':
        await generate(message, signal);
        return;
      case 'tokenize':
        if (loaded === undefined) throw new AppError('MODEL_NOT_LOADED');
        port.send({ type: 'tokenized', id: message.id, count: loaded.tokenize(message.text) });
        return;
      case 'shutdown':
        await shutDown(message.id);
    }
  };

  port.onMessage((message) => {
    if (message.type === 'ping') {
      port.send({ type: 'pong', id: message.id });
      return;
    }
    if (message.type === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(message.id, controller);
    serve(message, controller.signal)
      .catch((error: unknown) => port.send({ type: 'failed', id: message.id, failure: toFailure(error, FALLBACKS[message.type], lines) }))
      .finally(() => running.delete(message.id));
  });
  port.onClose(() => process.exit(0));
  port.send({ type: 'hello', pid: process.pid });
}
