/** What goes over the port between the application and the store's worker. Structured clone carries it as it is. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import type { LogFields, LogLevel } from '#main/platform/logger.ts';
import type { Store } from './store.ts';

export type StoreDomain = Exclude<keyof Store, 'close'>;

export interface StoreWorkerData {
  readonly folder: string;
  readonly appVersion: string | undefined;
}

export interface StoreCall {
  readonly type: 'call';
  readonly id: number;
  readonly domain: StoreDomain;
  readonly method: string;
  readonly args: readonly unknown[];
}
export type StoreRequest = StoreCall | { readonly type: 'close' };

/** An AppError keeps its code and data; `code` is null for a bug. */
export interface WireError {
  readonly code: ErrorCode | null;
  readonly data: ErrorData;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

export type StoreReply =
  | { readonly type: 'opened' }
  /** The store could not be opened, or not closed properly; the worker ends. */
  | { readonly type: 'failed'; readonly error: WireError }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | {
      readonly type: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly cause: WireError | null;
      readonly fields: LogFields;
    }
  | { readonly type: 'closed' };

/** Only what structured clone can carry: causes stay in the worker's stack. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof Error)) return { code: null, data: {}, name: 'Error', message: String(error), stack: '' };
  const { name, message, stack = '' } = error;
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  const known = error instanceof AppError ? { code: error.code, data: error.data } : { code: null, data: {} };
  return { ...known, name, message, stack: `${stack}${cause}` };
}

/** The worker's error as the cause of one that is thrown here. */
export function fromWireError({ code, data, name, message, stack }: WireError): Error {
  const original = new Error(message);
  original.name = name;
  original.stack = stack;
  return code === null ? original : new AppError(code, data, { cause: original });
}
