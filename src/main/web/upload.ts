/**
 * Takes a GGUF file from the browser into the data folder's `models/`: checked for size, room and its first bytes, written
 * beside its final name, synced, then renamed, so that a model list never sees half a file. It knows neither HTTP nor models.
 */
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';

export const MOST_UPLOAD_BYTES = 64 * 1024 ** 3;
/** What must stay free for the database after the file is in. */
const RESERVED_BYTES = 256 * 1024 ** 2;
const PART_SUFFIX = '.upload.part';
const RESERVED_NAMES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A name from outside as a harmless file name that ends in `.gguf`. @throws AppError INVALID_INPUT when nothing is left of it. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .replace(/\.gguf$/i, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const cut = Array.from(stem).slice(0, 48).join('');
  if (cut === '') throw new AppError('INVALID_INPUT', { field: 'name' });
  return `${RESERVED_NAMES.test(cut) ? `_${cut}` : cut}.gguf`;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

interface Target {
  readonly path: string;
  readonly part: string;
}

/** Creates the part file of the first free name: `name.gguf`, `name-2.gguf`, … */
async function reserve(folder: string, name: string): Promise<Target> {
  const stem = basename(name, extname(name));
  for (let number = 1; number < 1_000; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}.gguf`);
    const part = path + PART_SUFFIX;
    if (await exists(path)) continue;
    try {
      await (await open(part, 'wx', 0o600)).close();
      return { path, part };
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
  throw new AppError('INVALID_INPUT', { field: 'name' });
}

/** Fails on the first bytes, not after gigabytes, when the file cannot be a GGUF, and when more comes than was announced. */
class ContentCheck {
  readonly #sizeBytes: number;
  #head = Buffer.alloc(0);
  #received = 0;

  constructor(sizeBytes: number) {
    this.#sizeBytes = sizeBytes;
  }

  /** @throws AppError MODEL_NOT_GGUF or INVALID_INPUT */
  add(chunk: Buffer): void {
    this.#received += chunk.byteLength;
    if (this.#received > this.#sizeBytes) throw new AppError('INVALID_INPUT', { field: 'size' });
    if (this.#head.byteLength < 4) this.#head = Buffer.concat([this.#head, chunk.subarray(0, 4)]);
    const start = this.#head.toString('latin1', 0, 4);
    if (!'GGUF'.startsWith(start)) throw new AppError('MODEL_NOT_GGUF');
  }

  /** @throws AppError MODEL_NOT_GGUF or CONNECTION_LOST */
  end(): void {
    if (this.#received !== this.#sizeBytes) throw new AppError('CONNECTION_LOST');
    if (this.#received < 4) throw new AppError('MODEL_NOT_GGUF');
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened for syncing there
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Runs `take` on every chunk until it fails, then reads and drops the rest: a browser shows no answer before it has sent everything. */
async function readAll(body: AsyncIterable<Buffer>, take: (chunk: Buffer) => Promise<void>): Promise<void> {
  let failure: { readonly error: unknown } | null = null;
  try {
    for await (const chunk of body) {
      if (failure !== null) continue;
      try {
        await take(chunk);
      } catch (error) {
        failure = { error };
      }
    }
  } catch (error) {
    throw new AppError('CONNECTION_LOST', {}, { cause: error });
  }
  if (failure !== null) throw failure.error;
}

async function freeBytesAt(folder: string): Promise<number> {
  const disk = await statfs(folder);
  return disk.bavail * disk.bsize;
}

function checkRoom(sizeBytes: number, freeBytes: number): void {
  const neededBytes = sizeBytes + RESERVED_BYTES;
  if (neededBytes > freeBytes) throw new AppError('DISK_FULL', { neededBytes, freeBytes });
}

async function write(target: Target, sizeBytes: number, body: AsyncIterable<Buffer>): Promise<void> {
  const check = new ContentCheck(sizeBytes);
  const file = await open(target.part, 'r+');
  try {
    await readAll(body, async (chunk) => {
      check.add(chunk);
      await file.writeFile(chunk);
    });
    check.end();
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(target.part, target.path);
}

/**
 * Writes `body` to `folder` and returns the final path. Reads all of `body` also when it fails.
 * @throws AppError INVALID_INPUT, UPLOAD_TOO_LARGE, DISK_FULL, MODEL_NOT_GGUF, CONNECTION_LOST (the sender went away) or STORAGE_FAILED
 */
export async function receiveUpload(
  folder: string,
  name: string,
  sizeBytes: number,
  body: AsyncIterable<Buffer>,
  measureFree: (folder: string) => Promise<number> = freeBytesAt,
): Promise<string> {
  let target: Target | null = null;
  try {
    const safeName = safeFileName(name);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw new AppError('INVALID_INPUT', { field: 'size' });
    if (sizeBytes > MOST_UPLOAD_BYTES) throw new AppError('UPLOAD_TOO_LARGE', { limitBytes: MOST_UPLOAD_BYTES, sizeBytes });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    checkRoom(sizeBytes, await measureFree(folder));
    target = await reserve(folder, safeName);
    await write(target, sizeBytes, body);
    await syncFolder(folder);
    return target.path;
  } catch (error) {
    if (target === null) await readAll(body, () => Promise.resolve());
    else await rm(target.part, { force: true });
    if (error instanceof AppError) throw error;
    if (hasCode(error, 'ENOSPC')) throw new AppError('DISK_FULL', {}, { cause: error });
    throw new AppError('STORAGE_FAILED', {}, { cause: error });
  }
}

/** Removes what a killed host left of uploads. Only while holding the data folder's lock. */
export async function removeAbandonedUploads(folder: string): Promise<void> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(PART_SUFFIX));
    await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
