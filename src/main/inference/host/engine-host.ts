/** Answers the supervisor's messages inside the engine process. Holds at most one loaded model. */
import type { Token } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { NativeGuard } from '#main/platform/native-guard.ts';
import type { EngineEvent } from '../engine.ts';
import type { EngineStage, ToEngine } from '../engine-transport.ts';
import { toFailure } from './failures.ts';
import { checkSupport } from './gguf-support.ts';
import { runGeneration } from './generation.ts';
import type { HostPort } from './host-port.ts';
import type { LoadedModel, WritingModel } from './model-loader.ts';
import { loadModel } from './model-loader.ts';
import type { OpeningReader } from './opening-reader.ts';
import { createOpeningReader } from './opening-reader.ts';
import type { Openings } from './openings.ts';
import { createOpenings } from './openings.ts';
import type { PromptBuilder } from './prompt-tokens.ts';
import { createPromptBuilder } from './prompt-tokens.ts';

const DISPOSE_MS = 3_000;

type Request = Exclude<ToEngine, { type: 'ping' | 'cancel' | 'watch-tokens' }>;

const FALLBACKS: Readonly<Record<Request['type'], ErrorCode>> = {
  inspect: 'MODEL_DAMAGED',
  load: 'ENGINE_START_FAILED',
  generate: 'INTERNAL',
  'keep-openings': 'INTERNAL',
  tokenize: 'INTERNAL',
  plan: 'INTERNAL',
  shutdown: 'INTERNAL',
};

/** What a model that writes is asked through. */
interface Writer {
  readonly model: WritingModel;
  readonly prompts: PromptBuilder;
  readonly openings: Openings;
  readonly reader: OpeningReader;
}

/** Serves until the parent closes the port or asks for a shutdown. */
export function runEngineHost(port: HostPort, { findRefusal }: NativeGuard): void {
  const running = new Map<number, AbortController>();
  /** Generations whose likelihoods somebody wants while they write. */
  const watched = new Set<number>();
  let loaded: LoadedModel | undefined;
  let writer: Writer | undefined;
  let lines: readonly string[] = [];

  // The news must be on its way before a template that never ends blocks this loop.
  const stage = (id: number) => async (name: EngineStage) => {
    port.send({ type: 'stage', id, stage: name });
    await new Promise((resolve) => setImmediate(resolve));
  };

  const createWriter = (model: WritingModel, contextSize: number): Writer => {
    const prompts = createPromptBuilder(model, contextSize);
    const openings = createOpenings(model, prompts);
    const reader = createOpeningReader({
      openings,
      onRead: ({ count, tokens, sizeBytes }) =>
        port.send({ type: 'log', level: 'info', message: `openings kept: ${count}, ${tokens} tokens, ${sizeBytes} bytes` }),
      onError: (error) => port.send({ type: 'log', level: 'warn', message: `openings: ${toFailure(error, 'INTERNAL').detail}` }),
    });
    return { model, prompts, openings, reader };
  };

  const load = async ({ id, request }: Extract<ToEngine, { type: 'load' }>, signal: AbortSignal): Promise<void> => {
    let lastFraction = -1;
    loaded = await loadModel(request, {
      signal,
      onStage: stage(id),
      onLines: (latest) => (lines = [...latest]),
      findRefusal,
      onProgress(fraction) {
        if (fraction < 1 && fraction - lastFraction < 0.01) return;
        lastFraction = fraction;
        port.send({ type: 'load-progress', id, fraction });
      },
    });
    if (loaded.writing !== undefined) writer = createWriter(loaded.writing, loaded.report.contextSize);
    port.send({ type: 'loaded', id, report: loaded.report });
  };

  const generate = async ({ id, request }: Extract<ToEngine, { type: 'generate' }>, signal: AbortSignal): Promise<void> => {
    if (loaded === undefined) throw new AppError('MODEL_NOT_LOADED');
    if (writer === undefined) throw new AppError('MODEL_CANNOT_WRITE');
    const emit = (event: EngineEvent): void => port.send({ type: 'event', id, event });
    const { model, prompts, openings, reader } = writer;
    await reader.acquire();
    try {
      const isWatched = (): boolean => watched.has(id);
      await runGeneration({ loaded, writing: model, prompts, openings, signal, emit, onStage: stage(id), isWatched }, request);
    } finally {
      reader.release();
    }
  };

  const keepOpenings = async ({ id, openings }: Extract<ToEngine, { type: 'keep-openings' }>): Promise<void> => {
    if (writer === undefined) return;
    const { reader } = writer;
    await reader.acquire();
    await stage(id)('template');
    try {
      writer.openings.plan(openings);
      reader.wake();
    } finally {
      await stage(id)('evaluating');
      reader.release();
    }
  };

  const plan = async ({ id, request }: Extract<ToEngine, { type: 'plan' }>): Promise<void> => {
    if (loaded === undefined) throw new AppError('MODEL_NOT_LOADED');
    if (writer === undefined) throw new AppError('MODEL_CANNOT_WRITE');
    const { model, prompts } = writer;
    await stage(id)('template');
    try {
      const align = (prompt: readonly Token[]): readonly Token[] => model.slots.peek({ key: request.slotKey, isChat: true, prompt });
      port.send({ type: 'planned', id, plan: prompts.plan(request, align) });
    } finally {
      await stage(id)('evaluating');
    }
  };

  const shutDown = async (id: number): Promise<void> => {
    for (const controller of running.values()) controller.abort();
    const timer = setTimeout(() => process.exit(0), DISPOSE_MS);
    await writer?.reader.dispose();
    writer?.openings.dispose();
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
      case 'keep-openings':
        await keepOpenings(message);
        return;
      case 'tokenize':
        if (loaded === undefined) throw new AppError('MODEL_NOT_LOADED');
        port.send({ type: 'tokenized', id: message.id, count: loaded.tokenize(message.text) });
        return;
      case 'plan':
        await plan(message);
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
    if (message.type === 'watch-tokens') {
      if (message.isWanted && running.has(message.id)) watched.add(message.id);
      else watched.delete(message.id);
      return;
    }
    const controller = new AbortController();
    running.set(message.id, controller);
    serve(message, controller.signal)
      .catch((error: unknown) => port.send({ type: 'failed', id: message.id, failure: toFailure(error, FALLBACKS[message.type], lines) }))
      .finally(() => {
        running.delete(message.id);
        watched.delete(message.id);
      });
  });
  port.onClose(() => {
    writer?.openings.dispose();
    process.exit(0);
  });
  port.send({ type: 'hello', pid: process.pid });
}
