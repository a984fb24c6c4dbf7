/** The transfer worker as seen from main: one call at a time or several in a row, and an end at any moment. */
import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error.ts';
import type { TransferCalls, TransferMethod, TransferReply } from './worker-protocol.ts';

/** A hostile file may make the worker grow; it ends then, and only it. */
const LIMITS = { maxOldGenerationSizeMb: 2_048, maxYoungGenerationSizeMb: 64 };

export interface TransferWorker {
  call<Method extends TransferMethod>(
    method: Method,
    argument: Parameters<TransferCalls[Method]>[0],
  ): Promise<ReturnType<TransferCalls[Method]>>;
  /** A worker that is idle closes its file and goes; one that works is killed, and its open calls fail with CANCELLED. */
  end(): Promise<void>;
}

interface OpenCall {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

function toError(error: Error): Error {
  const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isFull ? new AppError('IMPORT_TOO_LARGE', {}, { cause: error }) : error;
}

export function startTransferWorker(url: URL): TransferWorker {
  const worker = new Worker(url, { resourceLimits: LIMITS, name: 'transfer', execArgv: [] });
  const open = new Map<number, OpenCall>();
  let lastId = 0;
  let failure: Error | null = null;

  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of open.values()) reject(failure);
    open.clear();
  };
  worker.on('message', (reply: TransferReply) => {
    const call = open.get(reply.id);
    open.delete(reply.id);
    if (!('error' in reply)) return call?.resolve(reply.value);
    const { code, data, message, stack } = reply.error;
    const original = Object.assign(new Error(message), { stack });
    return call?.reject(code === null ? original : new AppError(code, data, { cause: original }));
  });
  worker.on('error', (error: Error) => fail(toError(error)));
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  worker.on('exit', () => {
    fail(new AppError('CANCELLED'));
    end();
  });
  return {
    call: <Method extends TransferMethod>(method: Method, argument: Parameters<TransferCalls[Method]>[0]) =>
      new Promise<ReturnType<TransferCalls[Method]>>((resolve, reject) => {
        if (failure) return reject(failure);
        lastId += 1;
        open.set(lastId, { resolve: (value: ReturnType<TransferCalls[Method]>) => resolve(value), reject });
        return worker.postMessage({ id: lastId, method, argument });
      }),
    end: async () => {
      const isIdle = open.size === 0;
      fail(new AppError('CANCELLED'));
      if (isIdle) worker.postMessage('end');
      else await worker.terminate();
      await ended;
    },
  };
}
