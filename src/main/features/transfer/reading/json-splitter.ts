/**
 * Cuts the wanted values out of a JSON file of any size, one at a time: bytes go by once, and only a value that is wanted is ever
 * held. It judges structure, depth and size as it goes, so that what is parsed afterwards is known to be harmless; whether a value
 * is valid JSON is decided by `JSON.parse`, on that value.
 */
import { AppError } from '#shared/errors/app-error.ts';

/** Names of object fields; `*` is any element of an array. */
export type JsonPath = readonly string[];

export type JsonPiece =
  /** A wanted value; `which` is the place of its path among the wanted ones. `bytes` null: it is above the limit and was passed over.
   *  `element`: the place, in its list, of the outermost list element it belongs to. */
  | { readonly type: 'value'; readonly which: number; readonly bytes: Buffer | null; readonly start: number; readonly element: number }
  /** A field of the outermost object begins. */
  | { readonly type: 'field'; readonly name: string };

export interface SplitOptions {
  readonly paths: readonly JsonPath[];
  readonly maxValueBytes: number;
}

const MAX_DEPTH = 256;
const MAX_NAME_BYTES = 1_024;
const OBJECT = 1;
const ARRAY = 2;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The bytes of one stretch of the file, which may reach over several chunks. */
class Stretch {
  readonly start: number;
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(start: number, limit: number) {
    this.start = start;
    this.#limit = limit;
  }

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#limit) this.#parts = [];
    else this.#parts.push(part);
  }

  /** null: it grew above the limit. */
  bytes(): Buffer | null {
    if (this.#size > this.#limit) return null;
    const [only] = this.#parts;
    return only && this.#parts.length === 1 ? only : Buffer.concat(this.#parts);
  }
}

function nameOf(bytes: Buffer | null): string {
  if (bytes === null) return '';
  try {
    const name: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof name === 'string' ? name : '';
  } catch (error) {
    throw new AppError('IMPORT_DAMAGED', {}, { cause: error });
  }
}

/** @throws AppError IMPORT_DAMAGED, IMPORT_TRUNCATED, IMPORT_TOO_DEEP */
export function* splitJson(chunks: Iterable<Buffer>, { paths, maxValueBytes }: SplitOptions): Generator<JsonPiece> {
  const longest = Math.max(...paths.map(({ length }) => length));
  const kinds = new Uint8Array(MAX_DEPTH + 1);
  const names: string[] = [];
  const elements = new Int32Array(MAX_DEPTH + 1);
  const listDepths = paths.map((path) => path.indexOf('*') + 1);
  let depth = 0;
  let isNameNext = false;
  let isInString = false;
  let isEscaped = false;
  let isInScalar = false;
  let isOver = false;
  let name: Stretch | null = null;
  let value: Stretch | null = null;
  /** Depth in which the wanted value stands, and which one it is. */
  let valueDepth = 0;
  let which = 0;
  let offset = 0;

  const wanted = (): number => {
    if (depth > longest) return -1;
    return paths.findIndex(
      (path) => path.length === depth && path.every((step, at) => (step === '*' ? kinds[at + 1] === ARRAY : names[at + 1] === step)),
    );
  };

  const piece = (held: Stretch): JsonPiece => {
    const element = elements[listDepths[which] ?? 0] ?? 0;
    return { type: 'value', which, bytes: held.bytes(), start: held.start, element };
  };

  for (const chunk of chunks) {
    const { length } = chunk;
    /** Where the stretch that is being held begins in this chunk. */
    let from = 0;
    for (let at = 0; at < length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) {
          isInString = false;
          if (name) {
            name.add(chunk.subarray(from, at + 1));
            names[depth] = nameOf(name.bytes());
            name = null;
            if (depth === 1) yield { type: 'field', name: names[1] ?? '' };
          } else if (value && depth === valueDepth) {
            value.add(chunk.subarray(from, at + 1));
            yield piece(value);
            value = null;
          }
          if (depth === 0) isOver = true;
        }
        continue;
      }
      if (isInScalar) {
        if (byte !== COMMA && byte !== BRACE_CLOSE && byte !== BRACKET_CLOSE && !isBlank(byte)) continue;
        isInScalar = false;
        if (value && depth === valueDepth) {
          value.add(chunk.subarray(from, at));
          yield piece(value);
          value = null;
        }
        if (depth === 0) isOver = true;
      }
      if (isBlank(byte)) continue;
      if (isOver) throw new AppError('IMPORT_DAMAGED', { offset: offset + at });
      if (byte === COLON) continue;
      if (byte === COMMA) {
        isNameNext = kinds[depth] === OBJECT;
        continue;
      }
      if (byte === BRACE_CLOSE || byte === BRACKET_CLOSE) {
        if (depth === 0 || kinds[depth] !== (byte === BRACE_CLOSE ? OBJECT : ARRAY)) {
          throw new AppError('IMPORT_DAMAGED', { offset: offset + at });
        }
        depth -= 1;
        isNameNext = false;
        if (value && depth === valueDepth) {
          value.add(chunk.subarray(from, at + 1));
          yield piece(value);
          value = null;
        }
        if (depth === 0) isOver = true;
        continue;
      }
      if (byte === QUOTE && isNameNext) {
        isInString = true;
        isNameNext = false;
        if (value === null && depth <= longest) {
          name = new Stretch(offset + at, MAX_NAME_BYTES);
          from = at;
        }
        continue;
      }
      // A value begins here.
      if (value === null) {
        elements[depth] = (elements[depth] ?? 0) + 1;
        which = wanted();
        if (which !== -1) {
          value = new Stretch(offset + at, maxValueBytes);
          valueDepth = depth;
          from = at;
        }
      }
      if (byte === QUOTE) isInString = true;
      else if (byte === BRACE_OPEN || byte === BRACKET_OPEN) {
        depth += 1;
        if (depth > MAX_DEPTH) throw new AppError('IMPORT_TOO_DEEP', { limit: MAX_DEPTH });
        kinds[depth] = byte === BRACE_OPEN ? OBJECT : ARRAY;
        isNameNext = byte === BRACE_OPEN;
        names[depth] = '';
        if (value === null) elements[depth] = 0;
      } else isInScalar = true;
    }
    (name ?? value)?.add(chunk.subarray(from));
    offset += length;
  }
  if (isInScalar && depth === 0) isOver = true;
  if (!isOver) throw new AppError('IMPORT_TRUNCATED');
}

/** What the bytes of a value say. @throws AppError IMPORT_NOT_TEXT, IMPORT_DAMAGED */
export function parsePiece(bytes: Buffer, start: number): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new AppError('IMPORT_NOT_TEXT', {}, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('IMPORT_DAMAGED', { offset: start }, { cause: error });
  }
}
