/** The GGUF header as data (format: ggml's docs/gguf.md, versions 2 and 3), read strictly. Judges nothing but form. */
import { AppError } from '#shared/errors/app-error.ts';
import type { GgufReader } from './gguf-reader.ts';

const MAX_KEY_BYTES = 65_535;
const MAX_KEPT_STRING_BYTES = 8 * 1024 * 1024;
const MAX_KEPT_ITEMS = 512;
const MAX_NAME_BYTES = 63;
const MIN_ENTRY_BYTES = 13;
const MIN_TENSOR_BYTES = 32;

export type GgufScalar = number | boolean | string;
export type GgufValue = GgufScalar | readonly GgufScalar[];

export interface GgufTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly type: number;
  readonly offset: number;
}

export interface GgufHeader {
  /** Long arrays (the vocabulary) are checked and left out. */
  readonly values: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor[];
  /** Where the header ends; tensor data starts at the next multiple of the alignment. */
  readonly endPosition: number;
}

const damaged = (): AppError => new AppError('MODEL_DAMAGED');

/** Sizes by value type: u8 i8 u16 i16 u32 i32 f32 bool, (string, array), u64 i64 f64. */
const SCALAR_BYTES: readonly (number | undefined)[] = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8];
const STRING = 8;
const ARRAY = 9;

const readU32 = (reader: GgufReader): number => reader.bytes(4).readUInt32LE();

function readU64(reader: GgufReader): number {
  const value = reader.bytes(8).readBigUInt64LE();
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

function readString(reader: GgufReader, maxBytes: number): string {
  const length = readU64(reader);
  if (length > maxBytes) {
    reader.expect(length, 1);
    throw damaged();
  }
  return reader.bytes(length).toString('utf8');
}

function readScalar(reader: GgufReader, type: number): GgufScalar {
  const size = SCALAR_BYTES[type];
  if (size === undefined) throw damaged();
  const bytes = reader.bytes(size);
  switch (type) {
    case 1:
      return bytes.readInt8();
    case 3:
      return bytes.readInt16LE();
    case 5:
      return bytes.readInt32LE();
    case 6:
      return bytes.readFloatLE();
    case 7:
      return bytes.readUInt8() !== 0;
    case 10:
      return Number(bytes.readBigUInt64LE());
    case 11:
      return Number(bytes.readBigInt64LE());
    case 12:
      return bytes.readDoubleLE();
    default:
      return bytes.readUIntLE(0, size);
  }
}

function readArray(reader: GgufReader): readonly GgufScalar[] | undefined {
  const type = readU32(reader);
  const count = readU64(reader);
  const size = type === STRING ? 8 : SCALAR_BYTES[type];
  if (size === undefined) throw damaged();
  reader.expect(count, size);
  const isKept = count <= MAX_KEPT_ITEMS;
  if (!isKept && type !== STRING) {
    reader.skip(count * size);
    return undefined;
  }
  const items: GgufScalar[] = [];
  for (let index = 0; index < count; index += 1) {
    if (type !== STRING) items.push(readScalar(reader, type));
    else if (isKept) items.push(readString(reader, MAX_KEPT_STRING_BYTES));
    else reader.skip(readU64(reader));
  }
  return isKept ? items : undefined;
}

function readValues(reader: GgufReader, count: number): Map<string, GgufValue> {
  const values = new Map<string, GgufValue>();
  const keys = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const key = readString(reader, MAX_KEY_BYTES);
    if (key === '' || keys.has(key)) throw damaged();
    keys.add(key);
    const type = readU32(reader);
    const value =
      type === STRING ? readString(reader, MAX_KEPT_STRING_BYTES) : type === ARRAY ? readArray(reader) : readScalar(reader, type);
    if (value !== undefined) values.set(key, value);
  }
  return values;
}

function readTensors(reader: GgufReader, count: number): GgufTensor[] {
  const tensors: GgufTensor[] = [];
  const names = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const name = readString(reader, MAX_NAME_BYTES);
    if (names.has(name)) throw damaged();
    names.add(name);
    const dimensionCount = readU32(reader);
    if (dimensionCount < 1 || dimensionCount > 4) throw damaged();
    const dimensions = Array.from({ length: dimensionCount }, () => readU64(reader));
    tensors.push({ name, dimensions, type: readU32(reader), offset: readU64(reader) });
  }
  return tensors;
}

/** @throws AppError MODEL_NOT_GGUF, MODEL_TRUNCATED, MODEL_DAMAGED, or MODEL_UNSUPPORTED for another format version. */
export function readGgufHeader(reader: GgufReader): GgufHeader {
  if (reader.sizeBytes < 4 || reader.bytes(4).toString('latin1') !== 'GGUF') throw new AppError('MODEL_NOT_GGUF');
  const version = readU32(reader);
  if (version === 1 || version === 0x0300_0000 || version === 0x0200_0000 || (version > 3 && version < 100)) {
    throw new AppError('MODEL_UNSUPPORTED', { architecture: `GGUF ${version}` });
  }
  if (version !== 2 && version !== 3) throw damaged();
  const tensorCount = readU64(reader);
  const valueCount = readU64(reader);
  reader.expect(valueCount, MIN_ENTRY_BYTES);
  reader.expect(tensorCount, MIN_TENSOR_BYTES);
  const values = readValues(reader, valueCount);
  const tensors = readTensors(reader, tensorCount);
  return { values, tensors, endPosition: reader.position };
}
