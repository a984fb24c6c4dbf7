/** Turns anything thrown into what the log may hold: no paths of the user, no quoted content, no SQL values. */

export interface ErrorDescription {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  /** Function and file name of the innermost frames, without folders. */
  readonly stack: readonly string[];
  readonly cause: ErrorDescription | null;
}

const MAX_MESSAGE = 300;
const MAX_FRAMES = 8;
const MAX_CAUSES = 4;
const POSIX_PATH = /(?<![\w.])(?:file:\/\/)?\/(?:[^\s/'"`:,()]+\/)+[^\s'"`:,()]*/g;
const WINDOWS_PATH = /\b[A-Za-z]:\\[^\s'"`,()]+|\\\\[^\s'"`,()]+/g;
const QUOTED = /(['"`])(?:(?!\1).){1,4000}\1/gs;

/** Replaces paths and quoted content, which may be the user's. */
export function redact(text: string): string {
  return text.replace(QUOTED, '$1…$1').replace(WINDOWS_PATH, '<path>').replace(POSIX_PATH, '<path>').slice(0, MAX_MESSAGE);
}

const frameOf = (line: string): string => line.trim().replace(/(?:file:\/\/)?(?:[A-Za-z]:)?[^\s(]*[\\/]([^\\/\s)]+)/g, '$1');

function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines.slice(0, MAX_FRAMES).map(frameOf);
}

const codeOf = (error: Error): string | null => ('code' in error && typeof error.code === 'string' ? error.code : null);

/** The name, code, redacted message and stack of an error and of its causes, the deepest four at most. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, code: null, message: redact(String(error)), stack: [], cause: null };
  const cause = error.cause === undefined || depth >= MAX_CAUSES ? null : describeError(error.cause, depth + 1);
  return { name: error.name, code: codeOf(error), message: redact(error.message), stack: framesOf(error), cause };
}
