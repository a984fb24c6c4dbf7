/** Brings a model up in a fresh engine process, with every deadline, and one way down the ladder after another. */
import { AppError } from '#shared/errors/app-error.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { LoadedReport, LoadRequest } from './engine.ts';
import type { EngineConnection, EngineLog, EngineTiming } from './engine-connection.ts';
import { connectEngine } from './engine-connection.ts';
import type { EngineTransportFactory } from './engine-transport.ts';
import { isWorthAnotherAttempt, nextAttempt } from './load-ladder.ts';

export interface ModelProcess {
  readonly connection: EngineConnection;
  readonly report: LoadedReport;
  /** What was loaded in the end: perhaps on the CPU or with a smaller context than asked for. */
  readonly request: LoadRequest;
}

export interface ModelProcessDeps {
  readonly startTransport: EngineTransportFactory;
  readonly log: EngineLog;
  readonly timing: EngineTiming;
}

export interface LoadProgress {
  readonly onStarted: (connection: EngineConnection) => void;
  readonly onProgress: (fraction: number) => void;
  /** The engine died while loading; true when the model is to be given up. */
  readonly onDeath: () => boolean;
}

async function attempt(request: LoadRequest, deps: ModelProcessDeps, signal: AbortSignal, progress: LoadProgress): Promise<ModelProcess> {
  const connection = connectEngine(deps.startTransport, deps.log, deps.timing);
  progress.onStarted(connection);
  // Nothing of a half-loaded model is worth keeping, and the user wants the window back at once.
  const onAbort = (): void => connection.kill(new AppError('CANCELLED'));
  signal.addEventListener('abort', onAbort, { once: true });
  let stall: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(stall);
    stall = setTimeout(
      () => connection.kill(new AppError('ENGINE_HUNG', {}, { cause: new Error('no load progress') })),
      deps.timing.loadStallMs,
    );
  };
  try {
    if (signal.aborted) onAbort();
    await connection.whenReady;
    watch();
    progress.onProgress(0);
    const { modelId: _modelId, ...wire } = request;
    const { answer } = connection.call({ type: 'load', request: wire }, (message) => {
      watch();
      if (message.type === 'load-progress') progress.onProgress(message.fraction);
    });
    const message = await answer;
    invariant(message.type === 'loaded', 'a load is answered by loaded or failed');
    return { connection, report: message.report, request };
  } catch (error) {
    connection.kill(new AppError('CANCELLED'));
    throw error;
  } finally {
    clearTimeout(stall);
    signal.removeEventListener('abort', onAbort);
  }
}

/** @throws AppError with the code of the last attempt, MODEL_QUARANTINED, or CANCELLED */
export async function startModel(
  wanted: LoadRequest,
  deps: ModelProcessDeps,
  signal: AbortSignal,
  progress: LoadProgress,
): Promise<ModelProcess> {
  let request = wanted;
  for (;;) {
    try {
      return await attempt(request, deps, signal, progress);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
      const hasDied = error.code === 'ENGINE_CRASHED' || error.code === 'ENGINE_HUNG';
      if (hasDied && progress.onDeath()) throw new AppError('MODEL_QUARANTINED', {}, { cause: error });
      const next = isWorthAnotherAttempt(error.code) ? nextAttempt(request, error.code) : undefined;
      if (next === undefined) throw error;
      deps.log.warn(`loading failed with ${error.code}; trying again with gpu=${String(next.useGpu)} context=${next.contextSize}`);
      request = next;
    }
  }
}
