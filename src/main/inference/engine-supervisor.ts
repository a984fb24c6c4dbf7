/**
 * The engine as main uses it: which model is loaded, in which state, and what happens when its process dies. Requests are
 * the scheduler's business, loading is `model-process.ts`'s, one process's life is `engine-connection.ts`'s.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { EngineState } from '#shared/models/model.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { createCrashPolicy } from './crash-policy.ts';
import type { Engine, GgufSummary, LoadRequest } from './engine.ts';
import type { ScoredToken } from '#shared/models/token.ts';
import type { EngineConnection, EngineLog, EngineTiming } from './engine-connection.ts';
import { ENGINE_TIMING } from './engine-connection.ts';
import type { EngineTransportFactory } from './engine-transport.ts';
import { inspectFile } from './file-inspection.ts';
import { createGenerationScheduler } from './generation-scheduler.ts';
import { scoringRequest } from './scoring-request.ts';
import { remediesFor } from './load-ladder.ts';
import type { ModelProcess, ModelProcessDeps } from './model-process.ts';
import { startModel } from './model-process.ts';

export interface EngineOptions {
  readonly startTransport: EngineTransportFactory;
  readonly log: EngineLog;
  readonly clock?: { now(): number };
  readonly timing?: Partial<EngineTiming>;
  /** A model that took the engine down three times within a minute: it must not be loaded at the next start. */
  readonly onQuarantine?: (modelId: ModelId) => void;
}

export function createEngine({ startTransport, log, clock = Date, timing = {}, onQuarantine = () => undefined }: EngineOptions): Engine {
  const deps: ModelProcessDeps = { startTransport, log, timing: { ...ENGINE_TIMING, ...timing } };
  const listeners = new Set<(state: EngineState) => void>();
  const crashes = createCrashPolicy();
  let state: EngineState = { state: 'stopped' };
  let current: ModelProcess | undefined;
  let loading: AbortController | undefined;
  let lastInspection: Promise<unknown> = Promise.resolve();

  const setState = (next: EngineState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  const showReady = (): void => {
    if (current === undefined || state.state === 'failed') return;
    const { report, request } = current;
    const model = { modelId: request.modelId, name: request.name, ...report, gpuNames: [...report.gpuNames] };
    setState({ state: 'ready', model, isBusy: scheduler.isBusy, queued: scheduler.queued });
  };
  const scheduler = createGenerationScheduler(showReady);

  const fail = (request: LoadRequest, error: AppError): void => {
    const { code, data } = error;
    setState({ state: 'failed', modelId: request.modelId, name: request.name, code, data, remedies: remediesFor(code, request) });
    scheduler.failWaiting(error);
  };
  const hasCrashedTooOften = ({ modelId }: LoadRequest): boolean => {
    if (!crashes.record(modelId, clock.now())) return false;
    log.error('three engine crashes within a minute: the model is quarantined');
    onQuarantine(modelId);
    return true;
  };

  /** Ends the process in use, if any; the text of an active request is kept. */
  const release = async (): Promise<void> => {
    const old = current;
    current = undefined;
    scheduler.stopActive();
    scheduler.attach(undefined);
    await old?.connection.shutDown();
  };

  const onEnded = (ended: ModelProcess, why: AppError): void => {
    if (current !== ended) return;
    current = undefined;
    log.error(`the engine ended: ${why.code}`);
    scheduler.attach(undefined);
    if (hasCrashedTooOften(ended.request)) {
      fail(ended.request, new AppError('MODEL_QUARANTINED', {}, { cause: why }));
      return;
    }
    start(ended.request, new AbortController()).catch((error: unknown) => log.warn(`reloading failed: ${String(error)}`));
  };

  const start = async (request: LoadRequest, controller: AbortController): Promise<void> => {
    loading = controller;
    const about = { modelId: request.modelId, name: request.name };
    const isCurrent = (): boolean => loading === controller;
    setState({ state: 'starting', ...about });
    scheduler.attach(undefined);
    try {
      const started = await startModel(request, deps, controller.signal, {
        onStarted: () => isCurrent() && setState({ state: 'starting', ...about }),
        onProgress: (fraction) => isCurrent() && setState({ state: 'loading', ...about, fraction }),
        onDeath: () => hasCrashedTooOften(request),
      });
      if (!isCurrent()) {
        await started.connection.shutDown();
        throw new AppError('CANCELLED');
      }
      loading = undefined;
      current = started;
      void started.connection.whenEnded.then((why) => onEnded(started, why));
      showReady();
      scheduler.attach(started.connection);
    } catch (error) {
      if (isCurrent()) {
        loading = undefined;
        if (error instanceof AppError && error.code !== 'CANCELLED') fail(request, error);
        else {
          setState({ state: 'stopped' });
          scheduler.failWaiting(new AppError('MODEL_NOT_LOADED'));
        }
      }
      throw error;
    }
  };

  const stop = async (): Promise<void> => {
    loading?.abort();
    loading = undefined;
    await release();
    setState({ state: 'stopped' });
    scheduler.failWaiting(new AppError('MODEL_NOT_LOADED'));
  };

  const connection = (): EngineConnection => {
    if (current === undefined) throw new AppError('MODEL_NOT_LOADED');
    return current.connection;
  };

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      listener(state);
      return () => void listeners.delete(listener);
    },
    inspect(path) {
      // One at a time: dropping a folder of models must not start a process each.
      const inspection: Promise<GgufSummary> = lastInspection.then(() => inspectFile(path, deps));
      lastInspection = inspection.catch(() => undefined);
      return inspection;
    },
    reportUnusable(name, { code, data }) {
      if (current !== undefined || loading !== undefined) return;
      setState({ state: 'failed', modelId: null, name, code, data, remedies: ['choose-another'] });
    },
    async load(request, signal) {
      loading?.abort();
      const controller = new AbortController();
      loading = controller;
      const onAbort = (): void => controller.abort();
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      crashes.forgive(request.modelId);
      try {
        setState({ state: 'starting', modelId: request.modelId, name: request.name });
        await release();
        if (loading !== controller) throw new AppError('CANCELLED');
        await start(request, controller);
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    unload: stop,
    async *generate(request, signal, wantsTokens) {
      if (state.state === 'stopped') throw new AppError('MODEL_NOT_LOADED');
      if (state.state === 'failed') throw new AppError(state.code, state.data);
      yield* scheduler.generate(request, signal, wantsTokens);
    },
    async scoreText(request, signal) {
      const tokens: ScoredToken[] = [];
      for await (const event of this.generate(scoringRequest(request), signal)) {
        if (event.type === 'tokens') tokens.splice(event.from, event.tokens.length, ...event.tokens);
        if (event.type === 'done' && event.stopReason === 'stopped') throw new AppError('CANCELLED');
      }
      return tokens;
    },
    keepOpenings: (openings) => current?.connection.keepOpenings(openings),
    async countTokens(text) {
      const message = await connection().call({ type: 'tokenize', text }).answer;
      invariant(message.type === 'tokenized', 'a count is answered by tokenized or failed');
      return message.count;
    },
    async planPrompt(request) {
      const message = await connection().call({ type: 'plan', request }).answer;
      invariant(message.type === 'planned', 'a plan is answered by planned or failed');
      return message.plan;
    },
    async dispose() {
      await stop();
      listeners.clear();
    },
  };
}
