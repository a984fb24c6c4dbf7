/** A transfer service on a real library, with its real worker, driven as the page does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ExportRequest, ImportItem, TransferJob } from '#shared/models/transfer.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { temporaryFolder } from '#main/storage/library.test-support.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createTransferService } from './transfer-service.ts';
import type { TransferService } from './transfer-service.ts';

export interface TestTransfer {
  readonly folder: string;
  readonly store: Store;
  readonly service: TransferService;
  /** The job once it has ended. */
  ended(): Promise<TransferJob>;
  /** The bytes of a finished export. */
  exportBytes(request?: Partial<ExportRequest>): Promise<Buffer>;
  exportText(request?: Partial<ExportRequest>): Promise<string>;
  /** Uploads and looks through. */
  look(content: string | Buffer, fileName?: string): Promise<TransferJob>;
  items(): ImportItem[];
  /** Everything the file holds. */
  importAll(content: string | Buffer, fileName?: string): Promise<TransferJob>;
}

export const LIBRARY_AS_JSON: ExportRequest = { threadId: null, format: 'json', branches: 'all', language: 'en' };

export interface TransferOptions {
  readonly store?: Store;
  readonly folder?: string;
  /** What the save dialog answers; undefined: there is none. */
  readonly target?: string | undefined;
}

export async function startTransfer(options: TransferOptions = {}): Promise<TestTransfer> {
  const folder = options.folder ?? temporaryFolder();
  const store = options.store ?? (await openStore({ folder }));
  const service = createTransferService({
    store,
    dataFolder: folder,
    workerUrl: new URL('./transfer-worker.ts', import.meta.url),
    chooseTarget: () => Promise.resolve('target' in options ? options.target : join(folder, 'exported')),
    onChanged: () => undefined,
    log: SILENT_LOGGER,
    now: () => new Date(0),
  });
  onTestFinished(async () => {
    await service.dispose();
    await store.close().catch(() => undefined);
  });
  const ended = async (): Promise<TransferJob> => {
    const abort = new AbortController();
    for await (const job of service.watchJob(abort.signal)) if (job.state !== 'running') return job;
    throw new Error('the watch ended');
  };
  const look = async (content: string | Buffer, fileName = 'file.json'): Promise<TransferJob> => {
    const bytes = Buffer.from(content);
    const { uploadId } = await service.openUpload(fileName, bytes.length);
    for (let at = 0; at < bytes.length; at += 500_000) {
      await service.addChunk(uploadId, at, bytes.subarray(at, at + 500_000).toString('base64'));
    }
    await service.startPreview(uploadId);
    return ended();
  };
  const items = (): ImportItem[] => service.listItems({ offset: 0, limit: 100_000 }).items;
  const exportBytes = async (request: Partial<ExportRequest> = {}): Promise<Buffer> => {
    await service.startExport({ ...LIBRARY_AS_JSON, ...request });
    const job = await ended();
    if (job.state !== 'exported') throw new Error(`the export ended as ${JSON.stringify(job)}`);
    return readFileSync(join(folder, 'exported'));
  };
  return {
    folder,
    store,
    service,
    ended,
    look,
    items,
    exportBytes,
    exportText: async (request) => (await exportBytes(request)).toString('utf8'),
    importAll: async (content, fileName) => {
      const job = await look(content, fileName);
      if (job.state !== 'previewed') return job;
      await service.startImport(items().map(({ index }) => index));
      return ended();
    },
  };
}
