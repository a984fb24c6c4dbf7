/** Turns whatever was thrown inside the engine process into the wire form of an expected failure. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { EngineFailure } from '../engine.ts';

/** A model's path may hold spaces; it ends with the file's suffix. */
const MODEL_PATHS = /(?:[A-Za-z]:)?[\\/][^\n'"`]*?\.gguf/giu;
const PATHS = /(?:[A-Za-z]:)?(?:[\\/][^\s'"`:*?<>|\\/]+){2,}/gu;

/** Log lines may leave the machine in a bug report, so file paths go. */
export const withoutPaths = (text: string): string => text.replaceAll(MODEL_PATHS, '<path>').replaceAll(PATHS, '<path>').slice(0, 4_000);

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describe(error.cause)}`;
};

/** An AppError keeps its code; anything else gets `fallback`. `lines` are the native log lines of the attempt. */
export function toFailure(error: unknown, fallback: ErrorCode, lines: readonly string[] = []): EngineFailure {
  const detail = withoutPaths([describe(error), ...lines].join('\n'));
  if (error instanceof AppError) return { code: error.code, data: error.data, detail };
  return { code: fallback, data: {}, detail };
}
