/** Files for messages: read in a worker with an end to its time and memory, counted by the engine in use, their texts given on demand. */
import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error.ts';
import { MOST_FILE_BYTES, type FileText } from '#shared/models/attachment.ts';
import type { AttachmentId } from '#shared/models/ids.ts';
import type { Store } from '#main/storage/store.ts';
import type { ReadReply } from './attachment-worker.ts';

export interface ReadLimits {
  readonly timeMs: number;
  /** Of the worker's objects. */
  readonly heapMb: number;
  /** How much the whole process may grow meanwhile. */
  readonly growthMb: number;
}

export interface AttachmentsDeps {
  readonly store: Pick<Store, 'attachments'>;
  readonly workerUrl: URL;
  /** @throws AppError MODEL_NOT_LOADED */
  countTokens(text: string): Promise<number>;
  readonly limits?: Partial<ReadLimits>;
}

export interface AttachmentsService {
  /** @throws AppError FILE_*, UPLOAD_TOO_LARGE */
  readFile(name: string, base64: string): Promise<FileText>;
  countTokens(text: string): Promise<number>;
  getText(attachmentId: AttachmentId): Promise<string>;
}

const LIMITS: ReadLimits = { timeMs: 30_000, heapMb: 768, growthMb: 1_024 };
/** Longer texts are counted piece by piece, so that the engine answers others in between. */
const COUNTED_AT_ONCE = 32_000;
const LONGEST_NAME = 200;
const WATCHED_EVERY_MS = 50;
const MB = 1024 * 1024;

/** A name that can stand in one line of a prompt, in quotes. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  const clean = last.replaceAll(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069"]/gu, ' ').trim();
  return clean === '' ? 'file' : clean.slice(-LONGEST_NAME);
}

function readInWorker(url: URL, workerData: { name: string; bytes: Uint8Array }, limits: ReadLimits) {
  const worker = new Worker(url, {
    workerData,
    name: 'attachment',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 64 },
  });
  const reply = new Promise<ReadReply>((resolve, reject) => {
    const timer = setTimeout(() => reject(new AppError('FILE_TOO_SLOW')), limits.timeMs);
    // The limits of a worker do not count buffers, and a PDF of a few megabytes can unpack to gigabytes of them.
    const mostBytes = process.memoryUsage.rss() + limits.growthMb * MB;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > mostBytes) reject(new AppError('FILE_TOO_MUCH_TEXT'));
    }, WATCHED_EVERY_MS);
    worker.once('message', resolve);
    worker.once('error', (error: Error) => {
      const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(new AppError(isFull ? 'FILE_TOO_MUCH_TEXT' : 'FILE_DAMAGED', {}, { cause: error }));
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      clearInterval(watch);
      reject(new AppError('FILE_DAMAGED'));
    });
  });
  return reply.finally(() => void worker.terminate());
}

function pieces(text: string): string[] {
  const all: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = at + COUNTED_AT_ONCE;
    const space = end < text.length ? text.lastIndexOf('\n', end) : -1;
    const next = space > at ? space : Math.min(end, text.length);
    all.push(text.slice(at, next));
    at = next;
  }
  return all;
}

export function createAttachmentsService(deps: AttachmentsDeps): AttachmentsService {
  const { store, workerUrl } = deps;
  const limits = { ...LIMITS, ...deps.limits };
  return {
    readFile: async (name, base64) => {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
      if (bytes.length > MOST_FILE_BYTES) throw new AppError('FILE_TOO_LARGE');
      const reply = await readInWorker(workerUrl, { name, bytes }, limits);
      if ('document' in reply) {
        const { kind, pages } = reply.document;
        return { name: cleanName(name), kind, sizeBytes: bytes.length, pages: [...pages] };
      }
      const { code, data, message } = reply.error;
      throw new AppError(code ?? 'FILE_DAMAGED', data, { cause: new Error(message) });
    },
    countTokens: async (text) => {
      let tokens = 0;
      for (const piece of pieces(text)) tokens += await deps.countTokens(piece);
      return tokens;
    },
    getText: (attachmentId) => store.attachments.getText(attachmentId),
  };
}
