/** Entry of the worker that reads one file and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { readDocument, type ReadDocument } from './read-document.ts';

export type ReadReply =
  | { readonly document: ReadDocument }
  | { readonly error: { readonly code: ErrorCode | null; readonly data: ErrorData; readonly message: string } };

invariant(parentPort, 'attachment-worker runs as a worker thread');
const { name, bytes } = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }).parse(workerData);

async function read(): Promise<ReadReply> {
  try {
    return { document: await readDocument(name, bytes) };
  } catch (error) {
    const known = error instanceof AppError ? { code: error.code, data: error.data } : { code: null, data: {} };
    return { error: { ...known, message: error instanceof Error ? (error.stack ?? error.message) : String(error) } };
  }
}

parentPort.postMessage(await read());
