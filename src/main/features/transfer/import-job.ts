/** Takes a file from the worker into the store: first only to see what is in it, then what was chosen. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ImportItem, ImportPreview, ImportSource, PastImport } from '#shared/models/transfer.ts';
import type { Store } from '#main/storage/store.ts';
import type { OpenThread } from '#main/storage/transfer/transfer-store.ts';
import type { Upload } from './uploads.ts';
import type { JobContext } from './transfer-jobs.ts';
import type { TransferWorker } from './transfer-worker-client.ts';

export interface LookedAt {
  readonly source: ImportSource;
  /** Newest first. */
  readonly items: readonly ImportItem[];
  readonly preview: ImportPreview;
}

/** Writes nothing. @throws AppError IMPORT_*, CANCELLED */
export async function lookThrough(
  imports: Store['imports'],
  worker: TransferWorker,
  { path, fileName, sizeBytes }: Upload,
  context: JobContext,
): Promise<LookedAt> {
  const { source } = await worker.call('openReader', { path, fileName });
  const items: ImportItem[] = [];
  for (let isDone = false; !isDone;) {
    const part = await worker.call('findChats', undefined);
    const statuses = await imports.classify(part.chats.map(({ sourceId, hash }) => ({ source, sourceId, hash })));
    for (const [index, { sourceId: _sourceId, hash: _hash, ...chat }] of part.chats.entries()) {
      items.push({ ...chat, status: statuses[index] ?? 'new' });
    }
    isDone = part.isDone;
    context.progress(part.doneBytes, part.totalBytes);
  }
  if (items.length === 0) throw new AppError('IMPORT_EMPTY');
  items.sort((a, b) => b.updatedAt - a.updatedAt || a.index - b.index);
  const count = (status: ImportItem['status']): number => items.filter((item) => item.status === status).length;
  const preview: ImportPreview = {
    source,
    fileName,
    sizeBytes,
    threads: items.length,
    messages: items.reduce((sum, { messages }) => sum + messages, 0),
    byStatus: { new: count('new'), same: count('same'), changed: count('changed') },
    warnings: await worker.call('warnings', undefined),
  };
  return { source, items, preview };
}

/** Until `finish` nothing shows; the caller discards what an error leaves. @throws AppError IMPORT_*, DISK_FULL, STORAGE_*, CANCELLED */
export async function takeOver(
  imports: Store['imports'],
  worker: TransferWorker,
  importId: string,
  indexes: readonly number[],
  context: JobContext,
): Promise<PastImport> {
  await worker.call('choose', indexes);
  let open: OpenThread | null = null;
  let messages = 0;
  let next = worker.call('readSteps', undefined);
  for (let isDone = false; !isDone;) {
    const part = await next;
    isDone = part.isDone;
    // The worker reads on while the store writes.
    if (!isDone) {
      next = worker.call('readSteps', undefined);
      next.catch(() => undefined);
    }
    for (const steps of part.steps) {
      open = await imports.add(importId, open, steps);
      messages += steps.filter(({ type }) => type === 'message').length;
      context.progress(part.doneBytes, part.totalBytes);
    }
    context.progress(part.doneBytes, part.totalBytes);
  }
  return imports.finish(importId, messages);
}
