/** The one job that runs, for everybody who watches: its progress, its end, and what it leaves to be looked at. */
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import type { TransferJob } from '#shared/models/transfer.ts';
import type { Logger } from '#main/platform/logger.ts';

const PUBLISH_MS = 100;
/** Sooner nothing can be said about the rest. */
const FORECAST_MS = 1_000;

type Running = Extract<TransferJob, { state: 'running' }>;
type Finished = Extract<TransferJob, { state: 'exported' | 'previewed' | 'imported' }>;
export type JobOutcome = Finished extends infer State ? (State extends Finished ? Omit<State, 'jobId'> : never) : never;

export interface JobContext {
  readonly signal: AbortSignal;
  /** @throws AppError CANCELLED when the job is to end */
  progress(done: number, total: number): void;
}

export interface TransferJobs {
  now(): TransferJob;
  /** The job now, then every change, the newest only. Ends with the signal. */
  watch(signal: AbortSignal): AsyncGenerator<TransferJob>;
  /** Runs `work` in the background. @throws AppError TRANSFER_BUSY */
  start(kind: Running['kind'], work: (context: JobContext) => Promise<JobOutcome>): string;
  /** Resolves when it has ended. */
  cancel(): Promise<void>;
  dismiss(): void;
  isRunning(): boolean;
}

export function createTransferJobs({ log, clock }: { readonly log: Logger; readonly clock: () => number }): TransferJobs {
  let job: TransferJob = { state: 'idle' };
  let version = 0;
  let running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;
  const wakes = new Set<() => void>();

  const show = (next: TransferJob): void => {
    job = next;
    version += 1;
    for (const wake of wakes) wake();
  };

  async function* watch(signal: AbortSignal): AsyncGenerator<TransferJob> {
    let seen = -1;
    let wake = (): void => undefined;
    const onWake = (): void => wake();
    wakes.add(onWake);
    signal.addEventListener('abort', onWake);
    try {
      while (!signal.aborted) {
        if (seen !== version) {
          seen = version;
          yield job;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      wakes.delete(onWake);
      signal.removeEventListener('abort', onWake);
    }
  }

  const contextOf = (jobId: string, kind: Running['kind'], signal: AbortSignal): JobContext => {
    const startedAt = clock();
    let shownAt = startedAt;
    return {
      signal,
      progress: (done, total) => {
        if (signal.aborted) throw new AppError('CANCELLED');
        const at = clock();
        if (at - shownAt < PUBLISH_MS) return;
        shownAt = at;
        const elapsedMs = Math.round(at - startedAt);
        const isKnown = elapsedMs >= FORECAST_MS && done > 0 && total > 0;
        const leftMs = isKnown ? Math.round((elapsedMs * Math.max(0, total - done)) / done) : null;
        show({ state: 'running', jobId, kind, done, total, elapsedMs, leftMs });
      },
    };
  };

  const run = async (
    jobId: string,
    kind: Running['kind'],
    work: (context: JobContext) => Promise<JobOutcome>,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const outcome = await work(contextOf(jobId, kind, signal));
      show({ ...outcome, jobId });
    } catch (error) {
      if (signal.aborted) return show({ state: 'cancelled', jobId });
      if (error instanceof AppError) return show({ state: 'failed', jobId, code: error.code, data: error.data });
      const incidentId = randomUUID();
      log.error('a transfer broke', error, { kind, incidentId });
      show({ state: 'failed', jobId, code: 'INTERNAL', data: { incidentId } });
    } finally {
      running = null;
    }
  };

  return {
    now: () => job,
    watch,
    start: (kind, work) => {
      if (running) throw new AppError('TRANSFER_BUSY');
      const jobId = randomUUID();
      const abort = new AbortController();
      show({ state: 'running', jobId, kind, done: 0, total: 0, elapsedMs: 0, leftMs: null });
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      running = { abort, ended };
      void run(jobId, kind, work, abort.signal).finally(resolve);
      return jobId;
    },
    cancel: async () => {
      const { abort, ended } = running ?? {};
      abort?.abort();
      await ended;
    },
    dismiss: () => {
      if (!running && job.state !== 'idle') show({ state: 'idle' });
    },
    isRunning: () => running !== null,
  };
}
