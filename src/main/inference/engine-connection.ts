/**
 * One engine process seen from main: requests by id, and a heartbeat that tells a working engine from a hung one. It ends
 * once, with a reason; every open request then fails with that reason.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Opening } from './engine.ts';
import type { EngineStage, EngineTransportFactory, FromEngine, ToEngine } from './engine-transport.ts';

export interface EngineLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface EngineTiming {
  readonly heartbeatMs: number;
  /** Heartbeats without any message before the process counts as hung; fewer while a template renders. */
  readonly missedBeats: number;
  readonly missedTemplateBeats: number;
  readonly startMs: number;
  readonly inspectMs: number;
  readonly loadStallMs: number;
  readonly cancelMs: number;
  readonly shutdownMs: number;
}

export const ENGINE_TIMING: EngineTiming = {
  heartbeatMs: 1_000,
  missedBeats: 10,
  missedTemplateBeats: 5,
  startMs: 30_000,
  inspectMs: 10_000,
  loadStallMs: 60_000,
  cancelMs: 5_000,
  shutdownMs: 4_000,
};

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;
export type EngineCall = WithoutId<Exclude<ToEngine, { type: 'ping' | 'cancel' | 'shutdown' | 'keep-openings' | 'watch-tokens' }>>;

export interface OpenCall {
  /** The message that ends the request. @throws AppError of the engine, or the reason why the engine ended */
  readonly answer: Promise<FromEngine>;
  /** Asks the engine to end the request; kills the engine when it does not within the time allowed. */
  cancel(): void;
  /** Of a generation: its likelihoods come as `tokens` events while it writes, or no more. */
  watchTokens(isWanted: boolean): void;
}

export interface EngineConnection {
  readonly pid: number | undefined;
  /** Undefined while the process lives. */
  readonly endReason: AppError | undefined;
  readonly whenReady: Promise<void>;
  readonly whenEnded: Promise<AppError>;
  call(call: EngineCall, onUpdate?: (message: FromEngine) => void): OpenCall;
  keepOpenings(openings: readonly Opening[]): void;
  /** SIGKILL; open requests fail with `reason`. */
  kill(reason: AppError): void;
  /** Lets the engine free its memory in order, then makes sure. */
  shutDown(): Promise<void>;
}

interface Pending {
  readonly resolve: (message: FromEngine) => void;
  readonly reject: (error: AppError) => void;
  readonly onUpdate: (message: FromEngine) => void;
  deadline: NodeJS.Timeout | undefined;
}

const isAnswer = (message: FromEngine): boolean =>
  message.type === 'inspected' ||
  message.type === 'loaded' ||
  message.type === 'tokenized' ||
  message.type === 'planned' ||
  (message.type === 'event' && message.event.type === 'done');

const reason = (code: ErrorCode, cause: string): AppError => new AppError(code, {}, { cause: new Error(cause) });

export function connectEngine(startTransport: EngineTransportFactory, log: EngineLog, timing: EngineTiming): EngineConnection {
  const transport = startTransport();
  const pending = new Map<number, Pending>();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<AppError>();
  let lastId = 0;
  let stage: EngineStage = 'evaluating';
  let missed = 0;
  let isHello = false;
  let endReason: AppError | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  ready.promise.catch(() => undefined);

  const end = (why: AppError): void => {
    if (endReason !== undefined) return;
    endReason = why;
    clearInterval(heartbeat);
    clearTimeout(startDeadline);
    ready.reject(why);
    for (const { reject, deadline } of pending.values()) {
      clearTimeout(deadline);
      reject(why);
    }
    pending.clear();
    ended.resolve(why);
  };
  const kill = (why: AppError): void => {
    end(why);
    transport.kill();
  };
  const startDeadline = setTimeout(() => kill(reason('ENGINE_START_FAILED', 'the engine did not start in time')), timing.startMs);

  const beat = (): void => {
    missed += 1;
    const isTemplate = stage === 'template';
    if (missed > (isTemplate ? timing.missedTemplateBeats : timing.missedBeats)) {
      kill(reason(isTemplate ? 'MODEL_TEMPLATE_TIMEOUT' : 'ENGINE_HUNG', 'the engine stopped answering'));
      return;
    }
    lastId += 1;
    transport.send({ type: 'ping', id: lastId });
  };

  const settle = (id: number, act: (request: Pending) => void): void => {
    const request = pending.get(id);
    if (request === undefined) return;
    pending.delete(id);
    clearTimeout(request.deadline);
    act(request);
  };

  transport.onMessage((message) => {
    if (endReason !== undefined) return;
    missed = 0;
    switch (message.type) {
      case 'hello':
        isHello = true;
        clearTimeout(startDeadline);
        heartbeat = setInterval(beat, timing.heartbeatMs);
        ready.resolve();
        break;
      case 'log':
        log[message.level](`engine: ${message.message}`);
        break;
      case 'failed': {
        const { code, data, detail } = message.failure;
        log.warn(`engine: ${code}: ${detail}`);
        stage = 'evaluating';
        settle(message.id, ({ reject }) => reject(new AppError(code, data, { cause: new Error(detail) })));
        break;
      }
      case 'pong':
      case 'goodbye':
        break;
      default:
        if (message.type === 'stage') stage = message.stage;
        if (isAnswer(message)) settle(message.id, ({ resolve }) => resolve(message));
        else pending.get(message.id)?.onUpdate(message);
    }
  });
  transport.onExit(({ code, signal }) => {
    const how = `the engine ended with code ${String(code)}, signal ${String(signal)}`;
    // A template can also exhaust the heap; that is no crash of the engine's own.
    const blame: ErrorCode = isHello ? (stage === 'template' ? 'MODEL_TEMPLATE_BROKEN' : 'ENGINE_CRASHED') : 'ENGINE_START_FAILED';
    end(reason(blame, how));
  });

  return {
    pid: transport.pid,
    get endReason() {
      return endReason;
    },
    whenReady: ready.promise,
    whenEnded: ended.promise,
    call(call, onUpdate = () => undefined) {
      if (endReason !== undefined) return { answer: Promise.reject(endReason), cancel: () => undefined, watchTokens: () => undefined };
      lastId += 1;
      const id = lastId;
      const { promise, resolve, reject } = Promise.withResolvers<FromEngine>();
      const request: Pending = { resolve, reject, onUpdate, deadline: undefined };
      pending.set(id, request);
      transport.send({ ...call, id });
      return {
        answer: promise,
        cancel() {
          if (!pending.has(id) || request.deadline !== undefined) return;
          transport.send({ type: 'cancel', id });
          request.deadline = setTimeout(() => kill(reason('ENGINE_HUNG', 'the engine did not stop in time')), timing.cancelMs);
        },
        watchTokens(isWanted) {
          if (pending.has(id)) transport.send({ type: 'watch-tokens', id, isWanted });
        },
      };
    },
    keepOpenings(openings) {
      if (endReason !== undefined) return;
      lastId += 1;
      transport.send({ type: 'keep-openings', id: lastId, openings });
    },
    kill,
    async shutDown() {
      if (endReason !== undefined) return;
      const exited = new Promise<void>((resolve) => transport.onExit(() => resolve()));
      lastId += 1;
      transport.send({ type: 'shutdown', id: lastId });
      end(new AppError('MODEL_NOT_LOADED'));
      const deadline = setTimeout(() => transport.kill(), timing.shutdownMs);
      await exited;
      clearTimeout(deadline);
    },
  };
}
