/** The root every procedure starts from: each may fail with any declared code, and carries small typed data. */
import { oc } from '@orpc/contract';
import { errorDataSchema } from '../errors/error-codes.ts';
import type { ErrorCode } from '../errors/error-codes.ts';

const declared = { data: errorDataSchema };

export const procedure = oc.errors({
  INVALID_INPUT: declared,
  NOT_FOUND: declared,
  INTERNAL: declared,
  CONNECTION_LOST: declared,
  CANCELLED: declared,
  NOT_SUPPORTED_HERE: declared,
  DISK_FULL: declared,
  STORAGE_READ_ONLY: declared,
  STORAGE_DAMAGED: declared,
  STORAGE_NEWER: declared,
  STORAGE_BUSY: declared,
  STORAGE_FAILED: declared,
  THREAD_NOT_FOUND: declared,
  MESSAGE_NOT_FOUND: declared,
  MESSAGE_NOT_CONTINUABLE: declared,
  THREAD_BUSY: declared,
  MODEL_NOT_FOUND: declared,
  MODEL_NOT_LOADED: declared,
  MODEL_FILE_MISSING: declared,
  MODEL_NO_PERMISSION: declared,
  MODEL_NOT_A_FILE: declared,
  MODEL_NOT_GGUF: declared,
  MODEL_TRUNCATED: declared,
  MODEL_DAMAGED: declared,
  MODEL_UNSUPPORTED: declared,
  MODEL_OUT_OF_MEMORY: declared,
  MODEL_TEMPLATE_BROKEN: declared,
  MODEL_TEMPLATE_TIMEOUT: declared,
  MODEL_CANNOT_WRITE: declared,
  MODEL_QUARANTINED: declared,
  UPLOAD_TOO_LARGE: declared,
  ENGINE_START_FAILED: declared,
  ENGINE_CRASHED: declared,
  ENGINE_HUNG: declared,
  GENERATION_NOT_FOUND: declared,
  PROMPT_TOO_LONG: declared,
  QUEUE_FULL: declared,
} satisfies Record<ErrorCode, typeof declared>);
