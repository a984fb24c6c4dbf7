/**
 * Finds and opens the library file of a data folder: a first run, a folder that cannot be written, a file that was lost or
 * damaged. Nothing is ever replaced or set aside here; a damaged file stays where it is for its owner to decide.
 */
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '#main/platform/logger.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { countBackups } from './backup.ts';
import { Connection } from '../connection.ts';
import { createPrivateFile } from './durable-file.ts';
import { schemaVersion } from '../migrate.ts';
import { hasProfile } from './profile-marker.ts';
import { mappingErrors, toStorageError } from '../storage-error.ts';

export const LIBRARY_FILE = 'inkstone.db';
export const BACKUP_FOLDER = 'backups';
/** Bytes 18 and 19 of the header: 2 is write-ahead log, 1 is none. */
const JOURNAL_VERSION_BYTES = [18, 19] as const;
const HEADER_BYTES = 100;

const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (toStorageError(error) instanceof AppError) return false;
    throw error;
  }
};

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Opens the folder's library, read-only where it cannot be written. @throws AppError STORAGE_*, DISK_FULL */
export function openLibraryFile(folder: string, log: Logger): Connection {
  const path = join(folder, LIBRARY_FILE);
  const damaged = (cause?: unknown): AppError =>
    new AppError('STORAGE_DAMAGED', { backups: countBackups(join(folder, BACKUP_FOLDER)) }, { cause });
  mappingErrors(() => ensureFolder(folder));
  if (hasProfile(folder) && sizeOf(path) === 0) throw damaged();
  try {
    const connection = isWritable(folder) && isFileWritable(path) ? openForWriting(folder, path, log) : openForReading(path, log);
    if (!hasProfile(folder) || schemaVersion(connection) > 0) return connection;
    connection.close();
    throw damaged();
  } catch (error) {
    const known = toStorageError(error);
    throw known instanceof AppError && known.code === 'STORAGE_DAMAGED' ? damaged(error) : known;
  }
}

/** Not in one recursive call: on a read-only disk that fails as if the parent were missing. */
function ensureFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
}

const isFileWritable = (path: string): boolean => !existsSync(path) || isWritable(path);

function openForWriting(folder: string, path: string, log: Logger): Connection {
  mappingErrors(() => {
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
    // SQLite gives its -wal and -shm files the mode of the main file.
    if (!existsSync(path)) createPrivateFile(path);
    else if (process.platform !== 'win32') chmodSync(path, 0o600);
  });
  return new Connection({ source: path, isReadOnly: false, log });
}

/** SQLite cannot read a WAL file in a folder where it may not write, unless the log's files are there; then memory serves. */
function openForReading(path: string, log: Logger): Connection {
  if (!existsSync(path)) throw new AppError('STORAGE_READ_ONLY');
  log.warn('the data folder cannot be written; the library opens read-only');
  try {
    return new Connection({ source: path, isReadOnly: true, log });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'STORAGE_DAMAGED' || sizeOf(`${path}-wal`) > 0) throw error;
    const bytes = mappingErrors(() => readFileSync(path));
    if (bytes.length < HEADER_BYTES) throw error;
    for (const index of JOURNAL_VERSION_BYTES) bytes[index] = 1;
    return new Connection({ source: bytes, isReadOnly: true, log });
  }
}
