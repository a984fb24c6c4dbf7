/**
 * Reads a file front to back through one small window. Every length comes from the file and is checked against what is
 * left of it before a byte is allocated.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';

const WINDOW_BYTES = 256 * 1024;
/** A length above this is no download cut short, it is nonsense. */
const PLAUSIBLE_BYTES = 2 ** 40;

export interface GgufReader {
  readonly sizeBytes: number;
  readonly position: number;
  /** @throws AppError MODEL_TRUNCATED when the file ends first, MODEL_DAMAGED for an absurd length. */
  bytes(length: number): Buffer;
  skip(length: number): void;
  /** Throws like `bytes` when `count` items of at least `itemBytes` cannot be there. */
  expect(count: number, itemBytes: number): void;
  close(): void;
}

const OPEN_ERRORS: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'MODEL_NO_PERMISSION',
  EPERM: 'MODEL_NO_PERMISSION',
  EISDIR: 'MODEL_NOT_A_FILE',
  ENXIO: 'MODEL_NOT_A_FILE',
};

const openError = (cause: unknown): AppError => {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return new AppError(OPEN_ERRORS[code] ?? 'MODEL_FILE_MISSING', {}, { cause });
};

function openFile(path: string): number {
  try {
    // Not blocking: a named pipe would otherwise wait for a writer for ever.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw openError(cause);
  }
}

/** @throws AppError MODEL_FILE_MISSING, MODEL_NO_PERMISSION or MODEL_NOT_A_FILE. The caller closes the reader. */
export function openGgufReader(path: string): GgufReader {
  const descriptor = openFile(path);
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) {
    closeSync(descriptor);
    throw new AppError('MODEL_NOT_A_FILE');
  }
  const sizeBytes = stats.size;
  let window: Buffer = Buffer.alloc(0);
  let windowStart = 0;
  let position = 0;

  const check = (length: number): void => {
    if (!Number.isSafeInteger(length) || length < 0 || length > PLAUSIBLE_BYTES) throw new AppError('MODEL_DAMAGED');
    if (position + length > sizeBytes) throw new AppError('MODEL_TRUNCATED');
  };
  const readAt = (start: number, length: number): Buffer => {
    const target = Buffer.alloc(length);
    const read = readSync(descriptor, target, 0, length, start);
    return target.subarray(0, read);
  };

  return {
    sizeBytes,
    get position() {
      return position;
    },
    bytes(length) {
      check(length);
      if (position + length > windowStart + window.length) {
        window = readAt(position, Math.min(Math.max(length, WINDOW_BYTES), sizeBytes - position));
        windowStart = position;
        if (window.length < length) throw new AppError('MODEL_TRUNCATED');
      }
      const from = position - windowStart;
      position += length;
      return window.subarray(from, from + length);
    },
    skip(length) {
      check(length);
      position += length;
      if (position > windowStart + window.length) {
        window = Buffer.alloc(0);
        windowStart = position;
      }
    },
    expect(count, itemBytes) {
      check(count * itemBytes);
    },
    close: () => closeSync(descriptor),
  };
}
