/**
 * Every expected failure has a code here. The UI picks its sentence by code and fills it from `data`, which therefore
 * carries numbers and names only: never a path, a prompt or SQL.
 */
import * as z from 'zod';

const COMMON = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'INTERNAL',
  'CONNECTION_LOST',
  'CANCELLED',
  'NOT_SUPPORTED_HERE',
  'INSTALLATION_CHANGED',
] as const;
const STORAGE = ['DISK_FULL', 'STORAGE_READ_ONLY', 'STORAGE_DAMAGED', 'STORAGE_NEWER', 'STORAGE_BUSY', 'STORAGE_FAILED'] as const;
const THREADS = [
  'THREAD_NOT_FOUND',
  'MESSAGE_NOT_FOUND',
  'MESSAGE_NOT_CONTINUABLE',
  'MESSAGE_NOT_ANSWERABLE',
  'SUMMARY_NOT_FOUND',
  'THREAD_BUSY',
  'FOLDER_NOT_FOUND',
  'FOLDER_INSIDE_ITSELF',
  'ASSISTANT_NOT_FOUND',
  'ASSISTANT_FILE_UNUSABLE',
] as const;
const MODELS = [
  'MODEL_NOT_FOUND',
  'MODEL_NOT_LOADED',
  'MODEL_FILE_MISSING',
  'MODEL_NO_PERMISSION',
  'MODEL_NOT_A_FILE',
  'MODEL_NOT_GGUF',
  'MODEL_TRUNCATED',
  'MODEL_DAMAGED',
  'MODEL_UNSUPPORTED',
  'MODEL_OUT_OF_MEMORY',
  'MODEL_TEMPLATE_BROKEN',
  'MODEL_TEMPLATE_TIMEOUT',
  'MODEL_CANNOT_WRITE',
  'MODEL_QUARANTINED',
  'UPLOAD_TOO_LARGE',
] as const;
const ENGINE = [
  'ENGINE_START_FAILED',
  'ENGINE_CRASHED',
  'ENGINE_HUNG',
  'GENERATION_NOT_FOUND',
  'PROMPT_TOO_LONG',
  'CONTEXT_KEPT_TOO_LONG',
  'CONTEXT_FULL',
  'JSON_SCHEMA_UNUSABLE',
  'QUEUE_FULL',
] as const;

const FILES = [
  'FILE_TOO_LARGE',
  'FILE_TOO_MUCH_TEXT',
  'FILE_TOO_SLOW',
  'FILE_EMPTY',
  'FILE_NOT_TEXT',
  'FILE_ENCODING',
  'FILE_ENCRYPTED',
  'FILE_NO_TEXT',
  'FILE_DAMAGED',
] as const;

const TRANSFER = [
  'TRANSFER_BUSY',
  'EXPORT_NOT_WRITABLE',
  'IMPORT_UNKNOWN',
  'IMPORT_DAMAGED',
  'IMPORT_TRUNCATED',
  'IMPORT_TOO_DEEP',
  'IMPORT_TOO_LARGE',
  'IMPORT_NOT_TEXT',
  'IMPORT_IS_ZIP',
  'IMPORT_NEWER',
  'IMPORT_EMPTY',
] as const;

export const ERROR_CODES = [...COMMON, ...STORAGE, ...THREADS, ...MODELS, ...ENGINE, ...FILES, ...TRANSFER] as const;
export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export const errorDataSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ErrorData = z.infer<typeof errorDataSchema>;
