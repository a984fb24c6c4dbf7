/**
 * Export and import as use cases: one job at a time, which leaves no half file and no half import behind. The files themselves are
 * made and read in a worker; this only carries pages between it and the store.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { ExportRequest, ImportItem, PastImport, TransferJob } from '#shared/models/transfer.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';
import { writeThreads } from './export-job.ts';
import { EXTENSIONS, fileStem } from './file-names.ts';
import { lookThrough, takeOver } from './import-job.ts';
import type { LookedAt } from './import-job.ts';
import { createTransferJobs } from './transfer-jobs.ts';
import type { JobContext, JobOutcome } from './transfer-jobs.ts';
import { startTransferWorker } from './transfer-worker-client.ts';
import type { TransferWorker } from './transfer-worker-client.ts';
import { createUploads } from './uploads.ts';

export interface TransferDeps {
  readonly store: Pick<Store, 'exports' | 'imports' | 'maintenance'>;
  readonly dataFolder: string;
  readonly workerUrl: URL;
  /** Where the user wants the file; null: nowhere. A host without dialogs gives `undefined`: the file is fetched then. */
  readonly chooseTarget: (suggestion: string) => Promise<string | null | undefined>;
  /** Chats or folders came or went. */
  readonly onChanged: () => void;
  readonly log: Logger;
  readonly now: () => Date;
}

/** A file that waits to be fetched, once. */
export interface Download {
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface TransferService {
  watchJob(signal: AbortSignal): AsyncGenerator<TransferJob>;
  cancelJob(): Promise<void>;
  dismissJob(): Promise<void>;
  startExport(request: ExportRequest): Promise<{ jobId: string } | null>;
  openUpload(fileName: string, sizeBytes: number): Promise<{ uploadId: string }>;
  addChunk(uploadId: string, offset: number, base64: string): Promise<void>;
  startPreview(uploadId: string): Promise<{ jobId: string }>;
  listItems(page: { offset: number; limit: number }): { items: ImportItem[]; total: number };
  startImport(indexes: readonly number[]): Promise<{ jobId: string }>;
  listImports(): Promise<PastImport[]>;
  undoImport(importId: string): Promise<PastImport>;
  restoreImport(importId: string): Promise<PastImport>;
  findDownload(id: string): Download | null;
  /** Clears away what a crash left. */
  recover(): Promise<void>;
  dispose(): Promise<void>;
}

const UNTITLED = { en: 'Untitled chat', 'zh-CN': '未命名对话' } as const;
const ALL = { en: 'Inkstone chats', 'zh-CN': 'Inkstone 对话' } as const;

export function createTransferService({ store, dataFolder, workerUrl, chooseTarget, onChanged, log, now }: TransferDeps): TransferService {
  const folder = join(dataFolder, 'transfer');
  const jobs = createTransferJobs({ log, clock: () => performance.now() });
  const uploads = createUploads(folder);
  let looked: (LookedAt & { readonly worker: TransferWorker }) | null = null;
  let download: (Download & { readonly id: string }) | null = null;

  /** Ends with the job's signal, at once. */
  const startWorker = (signal: AbortSignal): TransferWorker => {
    const worker = startTransferWorker(workerUrl);
    signal.addEventListener('abort', () => void worker.end(), { once: true });
    return worker;
  };
  const forgetLooked = async (): Promise<void> => {
    const gone = looked;
    looked = null;
    await gone?.worker.end();
    await uploads.forget();
  };
  const forgetDownload = async (): Promise<void> => {
    const gone = download;
    download = null;
    if (gone) await rm(gone.path, { force: true });
  };
  const requireIdle = (): void => {
    if (jobs.isRunning()) throw new AppError('TRANSFER_BUSY');
  };
  const discard = async (importId: string): Promise<void> => {
    for (let isDone = false; !isDone;) isDone = await store.imports.discardStep(importId);
  };

  const titleOf = async ({ threadId, language }: ExportRequest): Promise<string> => {
    if (threadId === null) return ALL[language];
    const thread = await store.exports.findThread(threadId);
    if (!thread) throw new AppError('THREAD_NOT_FOUND');
    return thread.title.trim() || UNTITLED[language];
  };

  const exportTo = async (
    path: string | null,
    fileName: string,
    title: string,
    request: ExportRequest,
    context: JobContext,
  ): Promise<JobOutcome> => {
    const id = randomUUID();
    const target = path ?? join(folder, `export-${id}`);
    const part = `${target}.${id.slice(0, 8)}.part`;
    const worker = startWorker(context.signal);
    try {
      if (path === null) await mkdir(folder, { recursive: true, mode: 0o700 });
      const { format, language, branches } = request;
      await worker.call('openWriter', { path: part, format, title, language, branches, untitled: UNTITLED[language] });
      const counts = await writeThreads(store.exports, worker, request, context);
      const sizeBytes = await worker.call('finishWriting', target);
      if (path === null) download = { id, path: target, fileName, sizeBytes };
      const name = path === null ? fileName : basename(path);
      return { state: 'exported', fileName: name, sizeBytes, ...counts, download: path === null ? `/export/${id}` : null };
    } finally {
      await worker.end();
      await rm(part, { force: true });
    }
  };

  const importChosen = async (from: NonNullable<typeof looked>, indexes: readonly number[], context: JobContext): Promise<JobOutcome> => {
    const stop = (): void => void from.worker.end();
    context.signal.addEventListener('abort', stop, { once: true });
    const importId = await store.imports.begin(from.source);
    try {
      const result = await takeOver(store.imports, from.worker, importId, indexes, context);
      return { state: 'imported', result };
    } catch (error) {
      await discard(importId);
      throw error;
    } finally {
      await forgetLooked();
      onChanged();
    }
  };

  return {
    watchJob: jobs.watch,
    cancelJob: jobs.cancel,
    dismissJob: async () => {
      if (jobs.isRunning()) return;
      jobs.dismiss();
      await forgetLooked();
    },
    startExport: async (request) => {
      requireIdle();
      const title = await titleOf(request);
      const stamp = request.threadId === null ? ` ${now().toISOString().slice(0, 10)}` : '';
      const fileName = `${fileStem(`${title}${stamp}`, 'chat')}.${EXTENSIONS[request.format]}`;
      const chosen = await chooseTarget(fileName);
      if (chosen === null) return null;
      requireIdle();
      await forgetDownload();
      return { jobId: jobs.start('export', (context) => exportTo(chosen ?? null, fileName, title, request, context)) };
    },
    openUpload: async (fileName, sizeBytes) => {
      requireIdle();
      await forgetLooked();
      return { uploadId: (await uploads.open(fileName, sizeBytes)).id };
    },
    addChunk: uploads.add,
    startPreview: async (uploadId) => {
      const upload = await uploads.complete(uploadId);
      const jobId = jobs.start('preview', async (context) => {
        const worker = startWorker(context.signal);
        try {
          looked = { worker, ...(await lookThrough(store.imports, worker, upload, context)) };
          return { state: 'previewed', preview: looked.preview };
        } catch (error) {
          await worker.end();
          await uploads.forget();
          throw error;
        }
      });
      return { jobId };
    },
    listItems: ({ offset, limit }) => ({ items: looked?.items.slice(offset, offset + limit) ?? [], total: looked?.items.length ?? 0 }),
    startImport: async (indexes) => {
      if (await store.maintenance.isReadOnly()) throw new AppError('STORAGE_READ_ONLY');
      const from = looked;
      if (!from) throw new AppError('NOT_FOUND');
      return { jobId: jobs.start('import', (context) => importChosen(from, indexes, context)) };
    },
    listImports: () => store.imports.list(),
    undoImport: async (importId) => {
      const result = await store.imports.undo(importId);
      onChanged();
      return result;
    },
    restoreImport: async (importId) => {
      const result = await store.imports.restore(importId);
      onChanged();
      return result;
    },
    findDownload: (id) => (download?.id === id ? download : null),
    recover: async () => {
      await rm(folder, { recursive: true, force: true });
      if (await store.maintenance.isReadOnly()) return;
      for (const importId of await store.imports.listUnfinished()) await discard(importId);
    },
    dispose: async () => {
      await jobs.cancel();
      await forgetLooked();
      await forgetDownload();
    },
  };
}
