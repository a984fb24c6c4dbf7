/** What the system says about a file, in the words the user is told. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EROFS: 'EXPORT_NOT_WRITABLE',
  EACCES: 'EXPORT_NOT_WRITABLE',
  EPERM: 'EXPORT_NOT_WRITABLE',
  ENOENT: 'EXPORT_NOT_WRITABLE',
  ENOTDIR: 'EXPORT_NOT_WRITABLE',
  EISDIR: 'EXPORT_NOT_WRITABLE',
};

/** The same error when it is none of the file system. */
export function toFileError(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error) || typeof error.code !== 'string') return error;
  return new AppError(CODES[error.code] ?? 'STORAGE_FAILED', { system: error.code }, { cause: error });
}
