/**
 * Failures as clients of OpenAI's API expect them: a status and `{ error: { message, type, param, code } }`. The sentences are
 * those of the app, in English. Nothing of a request is ever repeated in them but the names of its fields.
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import { errors } from '#shared/locales/en/errors.ts';
import type { Logger } from '#main/platform/logger.ts';

export type ApiStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 431 | 500 | 503;

export interface ApiErrorDetails {
  /** The field that is wrong, such as `messages.0.content`. */
  readonly param?: string;
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ApiStatus;
  readonly code: string;
  readonly details: ApiErrorDetails;

  constructor(status: ApiStatus, code: string, message: string, details: ApiErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

const TYPE_OF = new Map<ApiStatus, string>([
  [401, 'authentication_error'],
  [403, 'permission_error'],
  [421, 'permission_error'],
  [429, 'rate_limit_error'],
  [500, 'server_error'],
  [503, 'server_error'],
]);

/** The body of a failure. */
export function errorBody({ status, code, message, details }: Pick<ApiError, 'status' | 'code' | 'message' | 'details'>): object {
  return { error: { message, type: TYPE_OF.get(status) ?? 'invalid_request_error', param: details.param ?? null, code } };
}

/** The body of a refusal by the guard, before anything of the API runs. */
export function apiRefusal(status: 400 | 403 | 405 | 421 | 431, reason: string): object {
  return errorBody(new ApiError(status, 'request_refused', reason));
}

const RETRY_AFTER_S = 5;

/** Whatever is not named here means that the machine or the model cannot answer now. */
const KNOWN = new Map<ErrorCode, { readonly status: ApiStatus; readonly code?: string; readonly retryAfter?: number }>([
  ['INVALID_INPUT', { status: 400 }],
  ['CONNECTION_LOST', { status: 400 }],
  ['PROMPT_TOO_LONG', { status: 400, code: 'context_length_exceeded' }],
  ['JSON_SCHEMA_UNUSABLE', { status: 400 }],
  ['MODEL_CANNOT_WRITE', { status: 400 }],
  ['NOT_FOUND', { status: 404 }],
  ['MODEL_NOT_FOUND', { status: 404 }],
  ['QUEUE_FULL', { status: 429, retryAfter: RETRY_AFTER_S }],
  ['INTERNAL', { status: 500 }],
]);

const gigabytes = (bytes: unknown): string => `${(Number(bytes ?? 0) / 1e9).toFixed(1)} GB`;

/** The app's English sentence, filled with the error's data. */
export function errorSentence(code: ErrorCode, data: ErrorData): string {
  const values: Record<string, string> = { needed: gigabytes(data['neededBytes']), free: gigabytes(data['freeBytes']) };
  return errors[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? String(data[name] ?? ''));
}

function fromAppError(error: AppError): ApiError {
  const { status, code, retryAfter } = KNOWN.get(error.code) ?? { status: 503 };
  const details = retryAfter === undefined ? {} : { retryAfter };
  return new ApiError(status, code ?? error.code.toLowerCase(), errorSentence(error.code, error.data), details, { cause: error });
}

/** The one funnel: what is not expected is logged under an incident id, which is all that the client learns. */
export function toApiError(error: unknown, log: Logger): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof AppError && error.code !== 'INTERNAL') return fromAppError(error);
  const incidentId = randomUUID();
  log.error('a request to the local API broke', error, { incidentId });
  return fromAppError(new AppError('INTERNAL', { incidentId }, { cause: error }));
}
