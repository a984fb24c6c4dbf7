/** Sends a file to main in chunks, one after the other, and asks main to look through it. Outlives the dialog. */
import { AppError } from '#shared/errors/app-error.ts';
import { CHUNK_BYTES, MOST_IMPORT_BYTES } from '#shared/contract/transfer-contract.ts';
import { create } from 'zustand';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { ownJob } from './job-store.ts';

export type ImportUpload =
  | { readonly state: 'idle' }
  | { readonly state: 'sending'; readonly fileName: string; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly state: 'sent'; readonly fileName: string }
  | { readonly state: 'failed'; readonly error: Pick<AppError, 'code' | 'data'> };

export const useImportUpload = create<{ readonly upload: ImportUpload }>(() => ({ upload: { state: 'idle' } }));

const show = (upload: ImportUpload): void => useImportUpload.setState({ upload });

/** Which upload is wanted; an older one ends at its next chunk. */
let wanted = 0;

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''));
    reader.addEventListener('error', () => reject(new AppError('IMPORT_NOT_TEXT', {}, { cause: reader.error })));
    reader.readAsDataURL(blob);
  });
}

async function send(file: File, isWanted: () => boolean): Promise<void> {
  if (file.size > MOST_IMPORT_BYTES) throw new AppError('IMPORT_TOO_LARGE');
  const { uploadId } = await rpc.transfer.openUpload({ fileName: file.name.slice(0, 1_000), sizeBytes: file.size });
  for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
    if (!isWanted()) return;
    show({ state: 'sending', fileName: file.name, sentBytes: offset, totalBytes: file.size });
    await rpc.transfer.addChunk({ uploadId, offset, base64: await toBase64(file.slice(offset, offset + CHUNK_BYTES)) });
  }
  if (!isWanted()) return;
  const { jobId } = await rpc.transfer.startPreview({ uploadId });
  ownJob(jobId);
  show({ state: 'sent', fileName: file.name });
}

/** Begins to look at a file; what was looked at before is put away. */
export function startImportUpload(file: File): void {
  wanted += 1;
  const mine = wanted;
  const isWanted = (): boolean => mine === wanted;
  show({ state: 'sending', fileName: file.name, sentBytes: 0, totalBytes: file.size });
  send(file, isWanted).catch((cause: unknown) => {
    if (isWanted()) show({ state: 'failed', error: toAppError(cause) });
  });
}

/** Ends the sending, or puts its outcome away. */
export function endImportUpload(): void {
  wanted += 1;
  show({ state: 'idle' });
}
