/**
 * Damaged and hostile variants of a sound GGUF file: every named one of the reliability brief (H11), then random byte flips.
 * The same seed gives the same mutants.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { GgufLayout } from './gguf-writer.ts';
import { u64 } from './gguf-writer.ts';
import { seededRandom } from './seeded-random.ts';

export interface GgufMutant {
  readonly name: string;
  /** Sound files that only look odd must load; everything else must be refused. */
  readonly expected: 'refused' | 'either';
  /** Puts the mutant at `path`. */
  write(path: string): void;
}

const HUGE = 2n ** 63n;
const TENSOR_COUNT_AT = 8;
const VALUE_COUNT_AT = 16;
const HEADER_BYTES = 24;

type Edit = (bytes: Buffer) => void;

const patched = (base: Buffer, edit: Edit): Buffer => {
  const bytes = Buffer.from(base);
  edit(bytes);
  return bytes;
};

const file = (name: string, bytes: Buffer, expected: GgufMutant['expected'] = 'refused'): GgufMutant => ({
  name,
  expected,
  write: (path) => writeFileSync(path, bytes),
});

const splice = (bytes: Buffer, at: number, removed: number, inserted: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);

const keyBytes = (key: string): Buffer => Buffer.concat([u64(Buffer.byteLength(key)), Buffer.from(key)]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

/** A further value in front of the first one. */
function withValue(layout: GgufLayout, key: string, type: number, body: Buffer): Buffer {
  const bytes = splice(layout.bytes, HEADER_BYTES, 0, Buffer.concat([keyBytes(key), u32(type), body]));
  bytes.writeBigUInt64LE(BigInt(layout.values.length + 1), VALUE_COUNT_AT);
  return bytes;
}

function truncations({ bytes, values, tensors, dataStart }: GgufLayout): GgufMutant[] {
  const middle = values[Math.floor(values.length / 2)];
  const tensor = tensors[Math.floor(tensors.length / 2)];
  const cuts: readonly (readonly [name: string, at: number])[] = [
    ['magic', 3],
    ['version', 6],
    ['tensor count', 12],
    ['value count', 20],
    ['key', (middle?.start ?? 0) + 10],
    ['value', (middle?.valueAt ?? 0) + 2],
    ['tensor name', (tensor?.start ?? 0) + 4],
    ['tensor dimensions', (tensor?.dimensionsAt ?? 0) + 4],
    ['tensor offset', (tensor?.offsetAt ?? 0) + 4],
    ['data start', dataStart],
    ['middle of the data', dataStart + Math.floor((bytes.length - dataStart) / 2)],
    ['last tensor', bytes.length - 64],
  ];
  return cuts.map(([name, at]) => file(`truncated in ${name}`, bytes.subarray(0, at)));
}

function crafted(layout: GgufLayout): GgufMutant[] {
  const { bytes, values, tensors } = layout;
  const valueOf = (suffix: string): number => values.find(({ key }) => key.endsWith(suffix))?.valueAt ?? HEADER_BYTES;
  const [firstValue] = values;
  const [firstTensor, secondTensor] = tensors;
  const firstValueAt = firstValue?.start ?? HEADER_BYTES;
  const dimensionsAt = firstTensor?.dimensionsAt ?? HEADER_BYTES;
  const tokensAt = valueOf('tokenizer.ggml.tokens');
  const edits: readonly (readonly [name: string, edit: Edit])[] = [
    ['version 0', (b) => b.writeUInt32LE(0, 4)],
    ['version 9', (b) => b.writeUInt32LE(9, 4)],
    ['version of the other byte order', (b) => b.writeUInt32LE(0x0300_0000, 4)],
    ['tensor count 2^63', (b) => b.writeBigUInt64LE(HUGE, TENSOR_COUNT_AT)],
    ['value count 2^63', (b) => b.writeBigUInt64LE(HUGE, VALUE_COUNT_AT)],
    ['tensor count 0', (b) => b.writeBigUInt64LE(0n, TENSOR_COUNT_AT)],
    ['value count 0', (b) => b.writeBigUInt64LE(0n, VALUE_COUNT_AT)],
    ['tensor count 2^32', (b) => b.writeBigUInt64LE(2n ** 32n, TENSOR_COUNT_AT)],
    ['key longer than the file', (b) => b.writeBigUInt64LE(6n * 2n ** 30n, firstValueAt)],
    ['key length 2^63', (b) => b.writeBigUInt64LE(HUGE, firstValueAt)],
    ['string longer than the file', (b) => b.writeBigUInt64LE(6n * 2n ** 30n, valueOf('general.name'))],
    ['value type 99', (b) => b.writeUInt32LE(99, firstValue?.typeAt ?? HEADER_BYTES)],
    ['array of 2^40 items', (b) => b.writeBigUInt64LE(2n ** 40n, tokensAt + 4)],
    ['array of arrays', (b) => b.writeUInt32LE(9, tokensAt)],
    ['array with the wrong item type', (b) => b.writeUInt32LE(10, tokensAt)],
    ['head count 0', (b) => b.writeUInt32LE(0, valueOf('attention.head_count'))],
    ['no layers', (b) => b.writeUInt32LE(0, valueOf('block_count'))],
    ['2^32 - 1 layers', (b) => b.writeUInt32LE(0xffff_ffff, valueOf('block_count'))],
    ['width 0', (b) => b.writeUInt32LE(0, valueOf('embedding_length'))],
    ['trained context 0', (b) => b.writeUInt32LE(0, valueOf('context_length'))],
    ['dimensions that wrap', (b) => (b.writeBigUInt64LE(2n ** 33n, dimensionsAt), b.writeBigUInt64LE(2n ** 33n, dimensionsAt + 8))],
    ['dimension 0', (b) => b.writeBigUInt64LE(0n, dimensionsAt)],
    ['dimension 2^63', (b) => b.writeBigUInt64LE(HUGE, dimensionsAt)],
    ['nine dimensions', (b) => b.writeUInt32LE(9, dimensionsAt - 4)],
    ['tensor type 200', (b) => b.writeUInt32LE(200, firstTensor?.typeAt ?? HEADER_BYTES)],
    ['offset past the end', (b) => b.writeBigUInt64LE(2n ** 40n, secondTensor?.offsetAt ?? HEADER_BYTES)],
    ['offset not aligned', (b) => b.writeBigUInt64LE(7n, secondTensor?.offsetAt ?? HEADER_BYTES)],
    ['overlapping tensors', (b) => b.writeBigUInt64LE(0n, secondTensor?.offsetAt ?? HEADER_BYTES)],
    ['unknown architecture', (b) => b.write('xx', valueOf('general.architecture') + 8, 'latin1')],
  ];
  const duplicate = firstValue === undefined ? Buffer.alloc(0) : bytes.subarray(firstValue.start, firstValue.end);
  const twice = splice(bytes, HEADER_BYTES, 0, duplicate);
  twice.writeBigUInt64LE(BigInt(values.length + 1), VALUE_COUNT_AT);
  return [
    ...edits.map(([name, edit]) => file(name, patched(bytes, edit))),
    file('duplicate key', twice),
    ...[0, 3, 2 ** 31].map((alignment) => file(`alignment ${alignment}`, withValue(layout, 'general.alignment', 4, u32(alignment)))),
    file('key of 64 KiB', withValue(layout, 'k'.repeat(65_536), 4, u32(1))),
    // A sound file: the padding in front of the tensors moves, their data does not.
    file('further value', withValue(layout, 'inkstone.note', 4, u32(1)), 'either'),
  ];
}

function strangers(): GgufMutant[] {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4_000, 7)]);
  return [
    file('empty file', Buffer.alloc(0)),
    file('zip archive', zip),
    file('web page', Buffer.from('<!doctype html><title>404</title>'.padEnd(4_000, ' '))),
    file('only the magic', Buffer.from('GGUF')),
    file('magic and zeros', Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(4_000)])),
    { name: 'folder', expected: 'refused', write: (path) => mkdirSync(path) },
    ...(process.platform === 'win32'
      ? []
      : [{ name: 'named pipe', expected: 'refused' as const, write: (path: string) => void execFileSync('mkfifo', [path]) }]),
  ];
}

function flips({ bytes, dataStart }: GgufLayout, count: number, seed: number): GgufMutant[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const inData = index % 5 === 4;
    const [from, to] = inData ? [dataStart, bytes.length] : [0, dataStart];
    const times = 1 + Math.floor(random() * 4);
    const mutant = patched(bytes, (b) => {
      for (let flip = 0; flip < times; flip += 1) b.writeUInt8(Math.floor(random() * 256), from + Math.floor(random() * (to - from)));
    });
    return file(`${times} random bytes in the ${inData ? 'data' : 'header'} (${index})`, mutant, 'either');
  });
}

/** `count` mutants of a sound file; the named ones first. */
export function ggufMutants(layout: GgufLayout, count: number, seed: number): readonly GgufMutant[] {
  const named = [...strangers(), ...truncations(layout), ...crafted(layout)];
  return [...named, ...flips(layout, Math.max(0, count - named.length), seed)].slice(0, Math.max(count, 1));
}
