/** An Engine that tests drive by hand: every request waits for its script. Aborting ends it as the real one does. */
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { EngineState, ModelKind } from '#shared/models/model.ts';
import type { Engine, EngineEvent, GenerateRequest, GgufSummary, LoadRequest, Opening } from './engine.ts';
import type { Wish } from './wish.ts';

export const STATS: GenerationStats = {
  tokensRead: 10,
  tokensReused: 0,
  tokensWritten: 5,
  tokensPerSecond: 50,
  firstTokenMs: 20,
  durationMs: 100,
  contextTokens: 15,
  contextSize: 4_096,
  seed: 1,
  modelName: 'Fake',
  meanLogProb: null,
  perplexity: null,
};

/** One request that the engine got. */
export interface FakeRun {
  readonly request: GenerateRequest;
  readonly wantsTokens: Wish | undefined;
  write(text: string, tokens?: number): void;
  emit(event: EngineEvent): void;
  end(stopReason?: StopReason): void;
  fail(error: Error): void;
  readonly isAborted: boolean;
}

type Step = { readonly event: EngineEvent } | { readonly error: Error };

function createRun(
  request: GenerateRequest,
  signal: AbortSignal,
  wantsTokens?: Wish,
): { run: FakeRun; events: AsyncGenerator<EngineEvent> } {
  const steps: Step[] = [];
  let wake = (): void => undefined;
  const push = (step: Step): void => {
    steps.push(step);
    wake();
  };
  signal.addEventListener('abort', () => wake());
  async function* events(): AsyncGenerator<EngineEvent> {
    for (;;) {
      if (signal.aborted) {
        yield { type: 'done', stopReason: 'stopped', stats: STATS };
        return;
      }
      const step = steps.shift();
      if (!step) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      if ('error' in step) throw step.error;
      yield step.event;
      if (step.event.type === 'done') return;
    }
  }
  const run: FakeRun = {
    request,
    wantsTokens,
    write: (text, tokens = 1) => push({ event: { type: 'delta', text, tokens } }),
    emit: (event) => push({ event }),
    end: (stopReason = 'end') => push({ event: { type: 'done', stopReason, stats: STATS } }),
    fail: (error) => push({ error }),
    get isAborted() {
      return signal.aborted;
    },
  };
  return { run, events: events() };
}

export interface FakeEngine extends Engine {
  readonly runs: readonly FakeRun[];
  readonly loads: readonly LoadRequest[];
  /** The run with this index, as soon as it was asked. */
  run(index: number): Promise<FakeRun>;
  setState(state: EngineState): void;
  readonly inspected: readonly string[];
  /** What was to be kept last. */
  readonly openings: readonly Opening[];
  readonly isDisposed: boolean;
}

export interface FakeEngineOptions {
  readonly kind?: ModelKind;
  /** Answers every request with this text at once. */
  readonly answer?: string;
  /** What `inspect` finds; an error is thrown. */
  readonly summary?: Partial<GgufSummary> | Error;
  /** Loads end only by `setState` or abort. */
  readonly isLoadManual?: boolean;
}

export function createFakeEngine({ kind = 'chat', answer, summary = {}, isLoadManual = false }: FakeEngineOptions = {}): FakeEngine {
  let state: EngineState = { state: 'stopped' };
  let isDisposed = false;
  const listeners = new Set<(state: EngineState) => void>();
  const runs: FakeRun[] = [];
  const waiters = new Map<number, (run: FakeRun) => void>();
  const loads: LoadRequest[] = [];
  const inspected: string[] = [];
  const openings: Opening[] = [];

  const setState = (next: EngineState): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  const ready = ({ modelId, name }: { modelId: ModelId; name: string }): EngineState => ({
    state: 'ready',
    isBusy: false,
    queued: 0,
    model: {
      modelId,
      name,
      kind,
      backend: 'cpu',
      gpuNames: [],
      gpuLayers: 0,
      threads: 1,
      contextSize: 4_096,
      sequences: 2,
      memoryBytes: { ram: 1, vram: 0 },
      measuredTokensPerSecond: null,
      loadMs: 1,
    },
  });

  return {
    get state() {
      return state;
    },
    runs,
    loads,
    inspected,
    openings,
    get isDisposed() {
      return isDisposed;
    },
    setState,
    run: (index) => {
      const run = runs[index];
      return run ? Promise.resolve(run) : new Promise((resolve) => waiters.set(index, resolve));
    },
    onState: (listener) => {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    inspect: async (path) => {
      inspected.push(path);
      if (summary instanceof Error) throw summary;
      return {
        name: 'Fake',
        architecture: 'llama',
        kind,
        parameterCount: 135_000_000,
        quantisation: 'Q4_1',
        trainedContext: 8_192,
        sizeBytes: 4,
        licence: null,
        languages: [],
        ...summary,
      };
    },
    load: async (request, signal) => {
      loads.push(request);
      setState({ state: 'loading', modelId: request.modelId, name: request.name, fraction: 0 });
      if (isLoadManual) {
        await new Promise<void>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('CANCELLED')), { once: true });
          listeners.add((next) => next.state === 'ready' && resolve());
        });
        return;
      }
      setState(ready(request));
    },
    unload: async () => setState({ state: 'stopped' }),
    reportUnusable: (name, { code, data }) => setState({ state: 'failed', modelId: null, name, code, data, remedies: ['choose-another'] }),
    generate: (request, signal, wantsTokens) => {
      const { run, events } = createRun(request, signal, wantsTokens);
      const index = runs.push(run) - 1;
      waiters.get(index)?.(run);
      if (answer !== undefined) {
        run.emit({ type: 'phase', phase: 'reading', ahead: 0 });
        run.write(answer, 3);
        run.end();
      }
      return events;
    },
    scoreText: async () => [],
    keepOpenings: (next) => void openings.splice(0, openings.length, ...next),
    countTokens: async (text) => text.length,
    planPrompt: async ({ history }) => ({
      contextSize: 4_096,
      reserve: 512,
      total: history.reduce((sum, { text }) => sum + text.length, 0),
      turns: history.map(({ text }) => ({ tokens: text.length, isIn: true })),
      newlyOut: 0,
      problem: null,
    }),
    dispose: async () => {
      isDisposed = true;
    },
  };
}
