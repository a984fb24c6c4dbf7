/** Reads what is to be exported from the store and hands it to the worker, a page at a time. */
import type { ThreadId } from '#shared/models/ids.ts';
import type { ExportRequest } from '#shared/models/transfer.ts';
import type { Store } from '#main/storage/store.ts';
import type { TransferFolder, TransferThread } from '#main/storage/transfer/transfer-store.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { JobContext } from './transfer-jobs.ts';
import type { TransferWorker } from './transfer-worker-client.ts';

export interface ExportCounts {
  readonly threads: number;
  readonly messages: number;
}

/** Of a single thread only the folders it lies in. */
export function foldersAbove(folders: readonly TransferFolder[], thread: TransferThread): TransferFolder[] {
  const wanted = new Set<string>();
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  for (let id = thread.folderId; id !== null && !wanted.has(id); id = byId.get(id)?.parentId ?? null) wanted.add(id);
  return folders.filter(({ id }) => wanted.has(id));
}

/** The worker's file is open; it is complete when this resolves. @throws AppError THREAD_NOT_FOUND, CANCELLED */
export async function writeThreads(
  exports: Store['exports'],
  worker: TransferWorker,
  request: ExportRequest,
  context: JobContext,
): Promise<ExportCounts> {
  const isPath = request.branches === 'path' && request.format !== 'json';
  const { threadIds, messages: total } = await listWanted(exports, request.threadId);
  const folders = await exports.listFolders();
  const only = request.threadId === null ? null : await exports.findThread(request.threadId);
  if (request.threadId !== null && !only) throw new AppError('THREAD_NOT_FOUND');
  await worker.call('write', { type: 'begin', folders: only ? foldersAbove(folders, only) : folders });
  const counts = { threads: 0, messages: 0 };
  let read = 0;
  for (const threadId of threadIds) {
    const thread = await exports.findThread(threadId);
    if (!thread) continue; // deleted meanwhile
    const path = isPath ? new Set(await exports.listPathIds(threadId)) : null;
    await worker.call('write', { type: 'thread', thread });
    for (let after: number | null = null; ;) {
      const { messages, next } = await exports.readMessages(threadId, after);
      if (next === null) break;
      read += messages.length;
      context.progress(read, Math.max(read, total));
      const written = path ? messages.filter(({ id }) => path.has(id)) : messages;
      counts.messages += written.length;
      if (written.length > 0) await worker.call('write', { type: 'messages', messages: written });
      after = next;
    }
    await worker.call('write', { type: 'endThread' });
    counts.threads += 1;
  }
  await worker.call('write', { type: 'end' });
  return counts;
}

async function listWanted(exports: Store['exports'], threadId: ThreadId | null): Promise<{ threadIds: ThreadId[]; messages: number }> {
  if (threadId === null) return exports.listThreads();
  return { threadIds: [threadId], messages: await exports.countMessages(threadId) };
}
