/**
 * Decides which request the engine works on. One at a time: on a CPU two at once are each half as fast, and a busy
 * neighbour stalls a live stream for seconds (engine brief, section 0.4). A higher priority preempts.
 */
import { AppError } from '#shared/errors/app-error.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { EngineEvent, GenerateRequest } from './engine.ts';
import type { EngineConnection, OpenCall } from './engine-connection.ts';
import type { GenerationRun } from './generation-run.ts';
import { createGenerationRun } from './generation-run.ts';
import { createRunQueue, outranks } from './run-queue.ts';
import type { Wish } from './wish.ts';

const QUEUE_LIMIT = 64;

export interface GenerationScheduler {
  readonly isBusy: boolean;
  readonly queued: number;
  /** Enters the queue at the first `next()`. */
  generate(request: GenerateRequest, signal: AbortSignal, wantsTokens?: Wish): AsyncGenerator<EngineEvent, void>;
  /** The engine that serves from now on; undefined while there is none. Waiting requests wait on. */
  attach(connection: EngineConnection | undefined): void;
  /** Ends the active request as stopped by the user, its text kept. */
  stopActive(): void;
  /** Fails everything that waits. */
  failWaiting(error: AppError): void;
}

interface Active {
  readonly run: GenerationRun;
  call: OpenCall | undefined;
  isPreempted: boolean;
  isStopped: boolean;
}

export function createGenerationScheduler(onChange: () => void): GenerationScheduler {
  const queue = createRunQueue<GenerationRun>(QUEUE_LIMIT);
  let connection: EngineConnection | undefined;
  let active: Active | undefined;

  const announce = (): void => {
    for (const [index, run] of queue.list().entries()) {
      const ahead = index + (active === undefined ? 0 : 1);
      run.forward({ type: 'phase', phase: connection === undefined ? 'loading' : 'queued', ahead });
    }
    onChange();
  };

  const settle = (
    current: Active,
    outcome: { readonly done: Extract<EngineEvent, { type: 'done' }> } | { readonly error: unknown },
  ): void => {
    const { run } = current;
    active = undefined;
    if ('done' in outcome) {
      const isUnfinished = current.isPreempted && !current.isStopped && outcome.done.stopReason === 'stopped';
      if (isUnfinished) {
        run.absorb(outcome.done.stats);
        if (run.isExhausted) run.finish('length');
        else queue.putBack(run);
      } else run.forward(outcome.done);
    } else if (current.isStopped) run.finish('stopped');
    else if (isDeath(outcome.error) && !run.hasText && !run.isRetry) {
      run.isRetry = true;
      queue.putBack(run);
    } else run.fail(outcome.error);
    announce();
    pump();
  };

  const start = (run: GenerationRun, engine: EngineConnection): void => {
    const current: Active = { run, call: undefined, isPreempted: false, isStopped: false };
    active = current;
    const call = engine.call({ type: 'generate', request: run.nextRequest() }, (message) => {
      if (message.type === 'event') run.forward(message.event);
    });
    current.call = call;
    const tellWish = (): void => call.watchTokens(run.wantsTokens?.isOn === true);
    if (run.wantsTokens?.isOn === true) tellWish();
    const forgetWish = run.wantsTokens?.onChange(tellWish);
    call.answer.finally(forgetWish).catch(() => undefined);
    call.answer.then(
      (message) => {
        invariant(message.type === 'event' && message.event.type === 'done', 'a generation ends with done or failed');
        settle(current, { done: message.event });
      },
      (error: unknown) => settle(current, { error }),
    );
  };

  const pump = (): void => {
    if (connection === undefined || connection.endReason !== undefined) return;
    if (active === undefined) {
      const next = queue.take();
      if (next === undefined) return;
      start(next, connection);
      announce();
      return;
    }
    const [first] = queue.list();
    if (first !== undefined && outranks(first.priority, active.run.priority) && !active.isPreempted) {
      active.isPreempted = true;
      active.call?.cancel();
    }
  };

  const stop = (run: GenerationRun): void => {
    if (active?.run === run) {
      active.isStopped = true;
      active.call?.cancel();
    } else if (queue.remove(run)) {
      run.finish('stopped');
      announce();
    }
  };

  return {
    get isBusy() {
      return active !== undefined;
    },
    get queued() {
      return queue.size;
    },
    async *generate(request, signal, wantsTokens) {
      const run = createGenerationRun(request, wantsTokens);
      const onAbort = (): void => stop(run);
      if (signal.aborted) run.finish('stopped');
      else if (!queue.add(run)) throw new AppError('QUEUE_FULL', { limit: QUEUE_LIMIT });
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        announce();
        pump();
        yield* run.stream.items();
      } finally {
        signal.removeEventListener('abort', onAbort);
        // The consumer went away before the end.
        if (!run.hasEnded) stop(run);
      }
    },
    attach(next) {
      connection = next;
      announce();
      pump();
    },
    stopActive() {
      if (active !== undefined) stop(active.run);
    },
    failWaiting(error) {
      for (const run of queue.list()) {
        queue.remove(run);
        run.fail(error);
      }
      onChange();
    },
  };
}

const isDeath = (error: unknown): boolean => error instanceof AppError && (error.code === 'ENGINE_CRASHED' || error.code === 'ENGINE_HUNG');
