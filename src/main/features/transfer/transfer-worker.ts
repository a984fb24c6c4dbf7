/**
 * Entry of the worker that makes and reads files: parsing what others wrote and rendering what models wrote may take its time, and
 * may be killed at any moment, without anybody else noticing. One worker a job.
 */
import { parentPort } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { toFileError } from './file-errors.ts';
import { ReadSession } from './reading/read-session.ts';
import type { TransferCall, TransferCalls, TransferReply } from './worker-protocol.ts';
import { WriteSession } from './writing/write-session.ts';

invariant(parentPort, 'transfer-worker runs as a worker thread');
const port = parentPort;
let reading: ReadSession | null = null;
let writing: WriteSession | null = null;

function reader(): ReadSession {
  invariant(reading, 'no file is open for reading');
  return reading;
}
function writer(): WriteSession {
  invariant(writing, 'no file is open for writing');
  return writing;
}

const calls: TransferCalls = {
  openWriter: (options) => {
    writing = new WriteSession(options);
  },
  write: (event) => writer().write(event),
  finishWriting: (path) => writer().finish(path),
  openReader: ({ path, fileName }) => {
    reading = new ReadSession(path, fileName);
    return { source: reading.source, sizeBytes: reading.sizeBytes };
  },
  findChats: () => reader().findChats(),
  warnings: () => reader().warnings(),
  choose: (indexes) => reader().choose(indexes),
  readSteps: () => reader().readSteps(),
};

function answer({ id, method, argument }: TransferCall): TransferReply {
  try {
    const value: unknown = Reflect.apply(calls[method], calls, [argument]);
    return { id, value };
  } catch (thrown) {
    const error = toFileError(thrown);
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const known = error instanceof AppError ? { code: error.code, data: error.data } : { code: null, data: {} };
    return { id, error: { ...known, message, stack } };
  }
}

port.on('message', (call: TransferCall | 'end') => {
  if (call !== 'end') return port.postMessage(answer(call));
  reading?.close();
  return port.close();
});
