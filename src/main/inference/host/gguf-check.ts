/**
 * Judges a model file before llama.cpp sees it: crafted headers abort the process there. What passes here is a GGUF whose
 * numbers make sense and whose tensors lie inside the file.
 */
import { basename } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { ModelKind } from '#shared/models/model.ts';
import type { GgufSummary } from '../engine.ts';
import type { GgufHeader } from './gguf-header.ts';
import { readGgufHeader } from './gguf-header.ts';
import { openGgufReader } from './gguf-reader.ts';
import { quantisationName, tensorBytes } from './gguf-types.ts';

const MAX_ALIGNMENT = 65_536;
const DEFAULT_ALIGNMENT = 32;
const MAX_LAYERS = 4_096;
const EMBEDDING_ARCHITECTURES = /bert|^t5encoder$|embedding/u;
/** Models without attention have no head count to check. */
const WITHOUT_HEADS = /mamba|rwkv/u;

export interface CheckedGguf {
  readonly summary: GgufSummary;
  readonly chatTemplate: string | null;
  /** Bytes of KV cache one token takes with 16-bit values; 0 when the header does not tell. */
  readonly cacheBytesPerToken: number;
}

const damaged = (): AppError => new AppError('MODEL_DAMAGED');

const asNumber = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const asText = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
/** Per-layer values come as arrays; the largest decides what memory is needed. */
const asLargest = (value: unknown): number | undefined =>
  Array.isArray(value) ? Math.max(0, ...value.map((item) => asNumber(item) ?? 0)) : asNumber(value);

function checkTensors({ values, tensors, endPosition }: GgufHeader, sizeBytes: number): number {
  const alignment = values.has('general.alignment') ? asNumber(values.get('general.alignment')) : DEFAULT_ALIGNMENT;
  if (alignment === undefined || alignment < 1 || alignment > MAX_ALIGNMENT || (alignment & (alignment - 1)) !== 0) throw damaged();
  const padded = (position: number): number => Math.ceil(position / alignment) * alignment;
  const dataStart = padded(endPosition);
  let expectedOffset: number | undefined = 0;
  let parameterCount = 0;
  for (const { dimensions, type, offset } of tensors) {
    const bytes = tensorBytes(type, dimensions);
    if (bytes === undefined || offset % alignment !== 0) throw damaged();
    if (expectedOffset !== undefined && offset !== expectedOffset) throw damaged();
    expectedOffset = bytes === null ? undefined : padded(offset + bytes);
    if (dataStart + offset + (bytes ?? 0) > sizeBytes) throw new AppError('MODEL_TRUNCATED');
    parameterCount += dimensions.reduce((product, size) => product * size, 1);
  }
  return parameterCount;
}

const kindOf = (architecture: string, poolingType: number, chatTemplate: string | null): ModelKind => {
  if (EMBEDDING_ARCHITECTURES.test(architecture) || poolingType > 0) return 'embedding';
  return chatTemplate === null ? 'base' : 'chat';
};

function summarise(header: GgufHeader, sizeBytes: number, fileName: string): CheckedGguf {
  const { values, tensors } = header;
  const architecture = asText(values.get('general.architecture'))?.slice(0, 64);
  if (architecture === undefined) throw damaged();
  const own = (name: string): unknown => values.get(`${architecture}.${name}`);
  // A vocabulary, a projector or an adapter is sound, but nothing that can answer.
  const type = asText(values.get('general.type')) ?? 'model';
  if (tensors.length === 0 || type !== 'model' || architecture === 'clip') throw new AppError('MODEL_UNSUPPORTED', { architecture });

  const parameterCount = checkTensors(header, sizeBytes);
  const layers = asNumber(own('block_count')) ?? 0;
  const width = asNumber(own('embedding_length')) ?? 0;
  const trainedContext = asNumber(own('context_length')) ?? 0;
  const heads = asLargest(own('attention.head_count')) ?? 0;
  const isSound =
    layers >= 1 && layers <= MAX_LAYERS && width >= 1 && trainedContext >= 1 && (heads >= 1 || WITHOUT_HEADS.test(architecture));
  if (!isSound || !Number.isSafeInteger(trainedContext)) throw damaged();

  const cacheHeads = asLargest(own('attention.head_count_kv')) ?? heads;
  const keyLength = asNumber(own('attention.key_length')) ?? width / Math.max(1, heads);
  const valueLength = asNumber(own('attention.value_length')) ?? keyLength;
  const chatTemplate = asText(values.get('tokenizer.chat_template')) ?? null;
  const languages = values.get('general.languages');
  return {
    chatTemplate,
    cacheBytesPerToken: Math.ceil(layers * cacheHeads * (keyLength + valueLength) * 2),
    summary: {
      name: asText(values.get('general.name'))?.slice(0, 200) ?? fileName.replace(/\.gguf$/iu, ''),
      architecture,
      kind: kindOf(architecture, asNumber(own('pooling_type')) ?? 0, chatTemplate),
      parameterCount,
      quantisation: quantisationName(values.get('general.file_type')),
      trainedContext,
      sizeBytes,
      licence: asText(values.get('general.license'))?.slice(0, 200) ?? null,
      languages: Array.isArray(languages) ? languages.filter((tag) => typeof tag === 'string').slice(0, 64) : [],
    },
  };
}

/** @throws AppError MODEL_FILE_MISSING, _NO_PERMISSION, _NOT_A_FILE, _NOT_GGUF, _TRUNCATED, _DAMAGED or _UNSUPPORTED */
export function checkGguf(path: string): CheckedGguf {
  const reader = openGgufReader(path);
  try {
    return summarise(readGgufHeader(reader), reader.sizeBytes, basename(path));
  } finally {
    reader.close();
  }
}
