/**
 * The one funnel for errors: what leaves main is a declared code with its data. Expected and cancelled calls are not logged;
 * a bug is logged once under an incident id, and the id is all the viewer learns.
 */
import { randomUUID } from 'node:crypto';
import { ORPCError, ValidationError } from '@orpc/server';
import { AppError } from '#shared/errors/app-error.ts';
import { errorCodeSchema, errorDataSchema } from '#shared/errors/error-codes.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import type { Logger } from '#main/platform/logger.ts';

const declared = (code: ErrorCode, data: ErrorData, cause: unknown): ORPCError<ErrorCode, ErrorData> =>
  new ORPCError(code, { defined: true, data, cause });

/** Codes that mean trouble with the machine: the log should show them although the user is told. */
const INFRASTRUCTURE: ReadonlySet<string> = new Set([
  'STORAGE_FAILED',
  'STORAGE_DAMAGED',
  'DISK_FULL',
  'INSTALLATION_CHANGED',
  'ENGINE_START_FAILED',
  'ENGINE_CRASHED',
  'ENGINE_HUNG',
]);

const isDeclared = (error: unknown): error is ORPCError<ErrorCode, ErrorData> =>
  error instanceof ORPCError &&
  error.defined &&
  errorCodeSchema.safeParse(error.code).success &&
  errorDataSchema.safeParse(error.data).success;

/** Path of the first field that is wrong, such as `candidates`; never its value. */
function fieldOf(error: ValidationError): string {
  const path = error.issues[0]?.path ?? [];
  return path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

export function toRpcError(error: unknown, procedure: string, log: Logger): ORPCError<ErrorCode, ErrorData> {
  if (isDeclared(error)) return error;
  if (error instanceof AppError && error.code !== 'INTERNAL') {
    if (INFRASTRUCTURE.has(error.code)) log.warn('a call failed', error, { procedure });
    return declared(error.code, error.data, error);
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const field = error.cause instanceof ValidationError ? fieldOf(error.cause) : '';
    return declared('INVALID_INPUT', { field }, error);
  }
  if (error instanceof Error && error.name === 'AbortError') return declared('CANCELLED', {}, error);
  const incidentId = randomUUID();
  log.error('a call broke', error, { procedure, incidentId });
  return declared('INTERNAL', { incidentId }, error);
}
