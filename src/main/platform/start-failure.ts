/** Why Inkstone could not start, in a sentence with the next step, for a terminal or a native dialog. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { LockHolder } from './data-folder-lock.ts';

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  DISK_FULL: 'The disk is full. Free some space and start again.',
  STORAGE_READ_ONLY: 'The data folder cannot be written. Check its permissions, or choose another with INKSTONE_HOME.',
  STORAGE_DAMAGED: 'The library file is damaged. It was left untouched; restore the newest file of the folder "backups", then start again.',
  STORAGE_NEWER: 'The library was written by a newer Inkstone. Start that version, or choose another data folder with INKSTONE_HOME.',
  STORAGE_FAILED: 'The library file "inkstone.db" in the data folder cannot be opened. Move it away, or choose another with INKSTONE_HOME.',
  STORAGE_BUSY: 'The library is in use by another program. Close that program and start again.',
};

const FILE_SYSTEM = new Map([
  ['EACCES', 'The data folder cannot be used: permission denied. Check its permissions, or choose another with INKSTONE_HOME.'],
  ['EPERM', 'The data folder cannot be used: permission denied. Check its permissions, or choose another with INKSTONE_HOME.'],
  ['ENOENT', 'The data folder cannot be made there. Choose another with INKSTONE_HOME.'],
  ['EROFS', 'The data folder is on a read-only disk. Choose another with INKSTONE_HOME.'],
  ['ENOSPC', 'The disk is full. Free some space and start again.'],
  ['ENOTDIR', 'INKSTONE_HOME names a file, not a folder. Choose another folder.'],
  ['EEXIST', 'INKSTONE_HOME names a file, not a folder. Choose another folder.'],
]);

export function explainStartFailure(error: unknown): string {
  if (error instanceof AppError)
    return SENTENCES[error.code] ?? `Inkstone could not start (${error.code}). The log in the data folder says more.`;
  if (!(error instanceof Error)) return 'Inkstone could not start. The log in the data folder says more.';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return FILE_SYSTEM.get(code) ?? error.message;
}

/** Who has the data folder: "process 4711 since 14:02:11". */
export function describeHolder({ pid, startedAt }: Pick<LockHolder, 'pid' | 'startedAt'>): string {
  return `process ${pid} since ${new Date(startedAt).toLocaleTimeString('en-GB')}`;
}
