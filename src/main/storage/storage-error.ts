/** Turns what SQLite and the file system throw into the codes the user is told about, where it enters the house. */
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';

const SQLITE_CODES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'DISK_FULL'],
  ['SQLITE_READONLY', 'STORAGE_READ_ONLY'],
  ['SQLITE_CORRUPT', 'STORAGE_DAMAGED'],
  ['SQLITE_NOTADB', 'STORAGE_DAMAGED'],
  ['SQLITE_BUSY', 'STORAGE_BUSY'],
  ['SQLITE_LOCKED', 'STORAGE_BUSY'],
  // The -shm file is grown with ftruncate: this is how a full disk shows there.
  ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL'],
];

const FILE_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EROFS: 'STORAGE_READ_ONLY',
  EACCES: 'STORAGE_READ_ONLY',
  EPERM: 'STORAGE_READ_ONLY',
};

const isFileError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';

/** The same error for anything that is not the disk's or SQLite's fault. */
export function toStorageError(error: unknown): unknown {
  if (error instanceof Database.SqliteError) {
    const code = SQLITE_CODES.find(([prefix]) => error.code.startsWith(prefix))?.[1] ?? 'STORAGE_FAILED';
    return new AppError(code, { sqlite: error.code }, { cause: error });
  }
  if (isFileError(error)) return new AppError(FILE_CODES[error.code] ?? 'STORAGE_FAILED', { system: error.code }, { cause: error });
  return error;
}

/** Runs `work`, with its failure mapped. */
export function mappingErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStorageError(error);
  }
}
