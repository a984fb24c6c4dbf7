/**
 * Writes GGUF version 3 files and says where everything in them lies, so that a mutant can change exactly one thing.
 * Format: ggml's docs/gguf.md.
 */
export type GgufWriteValue =
  | { readonly type: 'u32' | 'i32' | 'f32' | 'bool'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'i32s' | 'f32s'; readonly value: readonly number[] };

/** F32 only: the models are tiny. */
export interface GgufWriteTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly data: Float32Array;
}

export interface GgufLayout {
  readonly bytes: Buffer;
  /** Where each key-value pair starts, where its type and its value are, and where it ends. */
  readonly values: readonly {
    readonly key: string;
    readonly start: number;
    readonly typeAt: number;
    readonly valueAt: number;
    readonly end: number;
  }[];
  readonly tensors: readonly {
    readonly name: string;
    readonly start: number;
    readonly dimensionsAt: number;
    readonly typeAt: number;
    readonly offsetAt: number;
    readonly end: number;
  }[];
  readonly dataStart: number;
}

const ALIGNMENT = 32;
const TYPE_NUMBERS = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8 } as const;
const ARRAY = 9;

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A 64-bit unsigned integer as GGUF has it. */
export const u64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
};

const scalar = (type: 'u32' | 'i32' | 'f32' | 'bool', value: number): Buffer => {
  if (type === 'bool') return Buffer.from([value]);
  const bytes = Buffer.alloc(4);
  if (type === 'u32') bytes.writeUInt32LE(value);
  else if (type === 'i32') bytes.writeInt32LE(value);
  else bytes.writeFloatLE(value);
  return bytes;
};

function encodeValue(value: GgufWriteValue): { readonly type: Buffer; readonly body: Buffer } {
  switch (value.type) {
    case 'string':
      return { type: u32(TYPE_NUMBERS.string), body: text(value.value) };
    case 'strings':
      return { type: u32(ARRAY), body: Buffer.concat([u32(TYPE_NUMBERS.string), u64(value.value.length), ...value.value.map(text)]) };
    case 'i32s':
    case 'f32s': {
      const item = value.type === 'i32s' ? 'i32' : 'f32';
      return {
        type: u32(ARRAY),
        body: Buffer.concat([u32(TYPE_NUMBERS[item]), u64(value.value.length), ...value.value.map((number) => scalar(item, number))]),
      };
    }
    default:
      return { type: u32(TYPE_NUMBERS[value.type]), body: scalar(value.type, value.value) };
  }
}

const padding = (length: number): Buffer => Buffer.alloc((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);

/** The whole file in memory, with its layout. */
export function writeGguf(values: ReadonlyMap<string, GgufWriteValue>, tensors: readonly GgufWriteTensor[]): GgufLayout {
  const parts: Buffer[] = [];
  let position = 0;
  const put = (part: Buffer): number => {
    const at = position;
    parts.push(part);
    position += part.length;
    return at;
  };

  put(Buffer.concat([Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(values.size)]));
  const valueLayout = [...values].map(([key, value]) => {
    const { type, body } = encodeValue(value);
    return { key, start: put(text(key)), typeAt: put(type), valueAt: put(body), end: position };
  });
  let offset = 0;
  const tensorLayout = tensors.map(({ name, dimensions, data }) => {
    const start = put(text(name));
    put(u32(dimensions.length));
    const dimensionsAt = put(Buffer.concat(dimensions.map(u64)));
    const layout = { name, start, dimensionsAt, typeAt: put(u32(0)), offsetAt: put(u64(offset)), end: position };
    offset += data.byteLength + padding(data.byteLength).length;
    return layout;
  });
  put(padding(position));
  const dataStart = position;
  for (const { data } of tensors) {
    put(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    put(padding(data.byteLength));
  }
  return { bytes: Buffer.concat(parts), values: valueLayout, tensors: tensorLayout, dataStart };
}
