/**
 * Writes the tiny models into `.cache/models/` (git-ignored), or another folder. As a command:
 * `node scripts/models/make-tiny-models.ts [--out DIR]`.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { TinyModelName } from './tiny-models.ts';
import { TINY_MODEL_NAMES, TINY_MODELS } from './tiny-models.ts';

const CACHE = fileURLToPath(new URL('../../.cache/models/', import.meta.url));

const isWritten = (path: string, bytes: Buffer): boolean => {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
};

/** Path of the model's file, written if it is not there yet; safe when several tests ask at once. */
export function ensureTinyModel(name: TinyModelName, folder: string = CACHE): string {
  const path = join(folder, `${name}.gguf`);
  const { bytes } = TINY_MODELS[name]();
  if (isWritten(path, bytes)) return path;
  mkdirSync(folder, { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, bytes);
  renameSync(part, path);
  return path;
}

function main(): void {
  const { values } = parseArgs({ options: { out: { type: 'string', default: CACHE }, help: { type: 'boolean', default: false } } });
  if (values.help) {
    console.log(
      'Usage: node scripts/models/make-tiny-models.ts [--out DIR]\n\nWrites the tiny GGUF models of the tests. Default folder: .cache/models',
    );
    return;
  }
  for (const name of TINY_MODEL_NAMES) console.log(ensureTinyModel(name, values.out));
}

if (import.meta.main) main();
