/**
 * Unpacks the XML of a Word file once, with an end, before a library does it without one: a file of a megabyte may hold gigabytes.
 * Reads the directory at the end of the archive; what it says about sizes is not believed.
 */
import { inflateRawSync } from 'node:zlib';
import { AppError } from '#shared/errors/app-error.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;
/** Of all that is text in it, unpacked. */
const MOST_XML_BYTES = 64 * 1024 * 1024;

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT); at -= 1) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new AppError('FILE_DAMAGED');
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Buffer;
}

function* entriesOf(bytes: Buffer): Generator<Entry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new AppError('FILE_DAMAGED');
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new AppError('FILE_DAMAGED');
    const [nameLength, extraLength, commentLength] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(local) !== LOCAL) throw new AppError('FILE_DAMAGED');
    const start = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    yield {
      name: bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
    };
    at += ENTRY_BYTES + nameLength + extraLength + commentLength;
  }
}

/** Returns the names in it. @throws AppError FILE_DAMAGED, FILE_TOO_MUCH_TEXT */
export function checkZip(file: Uint8Array): readonly string[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const names: string[] = [];
  let left = MOST_XML_BYTES;
  try {
    for (const { name, method, packed } of entriesOf(bytes)) {
      names.push(name);
      if (!/\.(?:xml|rels)$/iu.test(name)) continue;
      left -= method === 0 ? packed.length : inflateRawSync(packed, { maxOutputLength: Math.max(1, left) }).length;
      if (left <= 0) throw new AppError('FILE_TOO_MUCH_TEXT');
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isTooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(isTooMuch ? 'FILE_TOO_MUCH_TEXT' : 'FILE_DAMAGED', {}, { cause: error });
  }
  return names;
}
