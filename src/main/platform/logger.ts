/**
 * The log of both hosts: one line of JSON an event in `<folder>/inkstone.log`, rotated by size. Written at once, so that a
 * crash loses nothing. It must never carry prompts, answers or paths of the user: messages are fixed texts, and what comes
 * from an error goes through `redact`.
 */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from './describe-error.ts';

export type LogLevel = 'info' | 'warn' | 'error';
/** Codes, counts and names of Inkstone's own things only. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Logger {
  info(message: string, fields?: LogFields): void;
  /** `cause` is reduced to its name, its code and the files of its stack. */
  warn(message: string, cause?: unknown, fields?: LogFields): void;
  error(message: string, cause?: unknown, fields?: LogFields): void;
}

export interface LoggerOptions {
  readonly folder: string;
  readonly maxBytes?: number;
  readonly now?: () => Date;
}

const KEPT_FILES = 3;

/** A logger that never throws: a full disk must not take the app down with it. */
export function createLogger({ folder, maxBytes = 1_000_000, now = () => new Date() }: LoggerOptions): Logger {
  const path = join(folder, 'inkstone.log');
  let sizeBytes: number | undefined;

  const open = (): number => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  };
  const rotate = (): number => {
    rmSync(`${path}.${KEPT_FILES}`, { force: true });
    for (let index = KEPT_FILES - 1; index >= 0; index -= 1) {
      const from = index === 0 ? path : `${path}.${index}`;
      if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${path}.${index + 1}`);
    }
    return 0;
  };
  const write = (level: LogLevel, message: string, cause: unknown, fields: LogFields | undefined): void => {
    const error = cause === undefined ? {} : { error: describeError(cause) };
    const line = `${JSON.stringify({ at: now().toISOString(), level, message, ...fields, ...error })}\n`;
    try {
      sizeBytes ??= open();
      if (sizeBytes > 0 && sizeBytes + line.length > maxBytes) sizeBytes = rotate();
      appendFileSync(path, line, { mode: 0o600 });
      sizeBytes += Buffer.byteLength(line);
    } catch {
      // The log has nowhere to report to; the next line tries afresh.
      sizeBytes = undefined;
    }
  };

  return {
    info: (message, fields) => write('info', message, undefined, fields),
    warn: (message, cause, fields) => write('warn', message, cause, fields),
    error: (message, cause, fields) => write('error', message, cause, fields),
  };
}

/** Drops everything; for tests and tools. */
export const SILENT_LOGGER: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
