/**
 * Entry of the store's worker thread: owns the only connection, so that no query, backup or export ever blocks the main
 * loop. Calls start in the order they arrive; the repositories do not await, so they also end in it.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import * as z from 'zod';
import type { Logger, LogFields, LogLevel } from '#main/platform/logger.ts';
import { guardNativeModules } from '#main/platform/native-guard.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { toWireError, type StoreCall, type StoreReply, type StoreRequest } from './store-protocol.ts';

const workerDataSchema = z.object({ folder: z.string(), appVersion: z.string().optional() });

function portLogger(send: (reply: StoreReply) => void): Logger {
  const write = (level: LogLevel, message: string, cause: unknown, fields: LogFields = {}): void =>
    send({ type: 'log', level, message, cause: cause === undefined ? null : toWireError(cause), fields });
  return {
    info: (message, fields) => write('info', message, undefined, fields),
    warn: (message, cause, fields) => write('warn', message, cause, fields),
    error: (message, cause, fields) => write('error', message, cause, fields),
  };
}

async function invoke(store: Store, { domain, method, args }: StoreCall): Promise<unknown> {
  const target = store[domain];
  const implementation: unknown = Reflect.get(target, method);
  invariant(typeof implementation === 'function', `the store has no ${domain}.${method}`);
  const result: unknown = await Reflect.apply(implementation, target, args);
  return result;
}

async function serve(port: MessagePort): Promise<void> {
  const send = (reply: StoreReply): void => port.postMessage(reply);
  const answer = async (store: Store, call: StoreCall): Promise<void> => {
    try {
      send({ type: 'result', id: call.id, value: await invoke(store, call) });
    } catch (error) {
      send({ type: 'error', id: call.id, error: toWireError(error) });
    }
  };
  const close = async (store: Store): Promise<void> => {
    try {
      await store.close();
      send({ type: 'closed' });
    } catch (error) {
      send({ type: 'failed', error: toWireError(error) });
    }
    port.close();
  };
  try {
    const { folder, appVersion } = workerDataSchema.parse(workerData);
    const store = await openStore({ folder, appVersion, log: portLogger(send) });
    port.on('message', (request: StoreRequest) => void (request.type === 'call' ? answer(store, request) : close(store)));
    send({ type: 'opened' });
  } catch (error) {
    send({ type: 'failed', error: toWireError(error) });
  }
}

guardNativeModules(import.meta.url);
invariant(parentPort !== null, 'the store worker runs in a worker thread');
await serve(parentPort);
