/** Takes the file that is to be imported from the page, in chunks, into a file of its own that nobody else reads. One at a time. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { toFileError } from './file-errors.ts';

/** Stays free for the library, which will grow by what the file holds. */
const RESERVED_BYTES = 64 * 1024 ** 2;

export interface Upload {
  readonly id: string;
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface Uploads {
  /** @throws AppError DISK_FULL */
  open(fileName: string, sizeBytes: number): Promise<Upload>;
  /** @throws AppError NOT_FOUND, INVALID_INPUT (not the next bytes, or more than announced), DISK_FULL */
  add(id: string, offset: number, base64: string): Promise<void>;
  /** The whole file. @throws AppError NOT_FOUND, INVALID_INPUT when bytes are missing */
  complete(id: string): Promise<Upload>;
  /** The upload that is there, complete or not. */
  find(): Upload | null;
  forget(): Promise<void>;
}

export function createUploads(folder: string): Uploads {
  let current: (Upload & { readonly handle: FileHandle; receivedBytes: number; isClosed: boolean }) | null = null;

  const close = async (): Promise<void> => {
    if (!current || current.isClosed) return;
    current.isClosed = true;
    await current.handle.close();
  };
  const forget = async (): Promise<void> => {
    await close();
    const gone = current;
    current = null;
    if (gone) await rm(gone.path, { force: true });
  };
  const get = (id: string): NonNullable<typeof current> => {
    if (current?.id !== id) throw new AppError('NOT_FOUND');
    return current;
  };

  return {
    open: async (fileName, sizeBytes) => {
      await forget();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      const needed = sizeBytes + RESERVED_BYTES;
      if (needed > bavail * bsize) throw new AppError('DISK_FULL', { needed, free: bavail * bsize });
      const id = randomUUID();
      const path = join(folder, `upload-${id}`);
      const handle = await open(path, 'wx', 0o600);
      current = { id, path, fileName, sizeBytes, handle, receivedBytes: 0, isClosed: false };
      return current;
    },
    add: async (id, offset, base64) => {
      const upload = get(id);
      const bytes = Buffer.from(base64, 'base64');
      const isNext = offset === upload.receivedBytes && offset + bytes.length <= upload.sizeBytes;
      if (!isNext || upload.isClosed) throw new AppError('INVALID_INPUT', { field: 'offset' });
      upload.receivedBytes += bytes.length;
      try {
        await upload.handle.write(bytes, 0, bytes.length, offset);
      } catch (error) {
        await forget();
        throw toFileError(error);
      }
    },
    complete: async (id) => {
      const upload = get(id);
      if (upload.receivedBytes !== upload.sizeBytes) throw new AppError('INVALID_INPUT', { field: 'size' });
      await close();
      return upload;
    },
    find: () => current,
    forget,
  };
}
