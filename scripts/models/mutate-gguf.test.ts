import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkGguf } from '#main/inference/host/gguf-check.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ggufMutants } from './mutate-gguf.ts';
import { TINY_MODEL_NAMES, TINY_MODELS } from './tiny-models.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'inkstone-mutants-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (path: string): string => {
  try {
    checkGguf(path);
    return 'sound';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};
/** An unknown name is the library's to refuse: the header alone does not tell. */
const LEFT_TO_THE_LIBRARY = new Set(['unknown architecture']);
const named = ggufMutants(TINY_MODELS['tiny-chat'](), 1_000, 1).filter(({ name }) => !name.includes('random bytes'));

test.each(named.map((mutant) => [mutant.name, mutant] as const))('%s does not get past the header check', (_name, mutant) => {
  const path = join(folder, 'mutant.gguf');
  mutant.write(path);
  const code = codeOf(path);
  rmSync(path, { recursive: true });
  if (LEFT_TO_THE_LIBRARY.has(mutant.name)) expect(code).toMatch(/^MODEL_|^sound$/);
  else if (mutant.expected === 'either') expect(code).toBe('sound');
  else expect(code).toMatch(/^MODEL_/);
});

test.each([
  ['empty file', 'MODEL_NOT_GGUF'],
  ['zip archive', 'MODEL_NOT_GGUF'],
  ['web page', 'MODEL_NOT_GGUF'],
  ['folder', 'MODEL_NOT_A_FILE'],
  ['named pipe', 'MODEL_NOT_A_FILE'],
  ['truncated in middle of the data', 'MODEL_TRUNCATED'],
  ['truncated in key', 'MODEL_TRUNCATED'],
  ['value count 2^63', 'MODEL_DAMAGED'],
  ['string longer than the file', 'MODEL_TRUNCATED'],
  ['alignment 3', 'MODEL_DAMAGED'],
  ['version 9', 'MODEL_UNSUPPORTED'],
  ['tensor count 0', 'MODEL_UNSUPPORTED'],
])('%s is called %s, because the user is told what to do next', (name, code) => {
  const path = join(folder, 'named.gguf');
  named.find((mutant) => mutant.name === name)?.write(path);
  expect(codeOf(path)).toBe(code);
  rmSync(path, { recursive: true });
});

test('a missing file and a path through a file are missing, not damaged', () => {
  writeFileSync(join(folder, 'plain'), 'x');
  expect([codeOf(join(folder, 'nothing.gguf')), codeOf(join(folder, 'plain', 'model.gguf'))]).toEqual([
    'MODEL_FILE_MISSING',
    'MODEL_FILE_MISSING',
  ]);
});

test('hundreds of random flips never hang, exhaust memory or throw anything but a code', () => {
  const path = join(folder, 'flip.gguf');
  const codes = new Set<string>();
  for (const mutant of ggufMutants(TINY_MODELS['tiny-gpt2-base'](), 400, 7)) {
    if (!mutant.name.includes('random bytes')) continue;
    mutant.write(path);
    codes.add(codeOf(path));
  }
  expect([...codes].filter((code) => code !== 'sound' && !code.startsWith('MODEL_'))).toEqual([]);
});

test.each(TINY_MODEL_NAMES)('%s is sound and has the kind its users rely on', (name) => {
  const path = join(folder, `${name}.gguf`);
  writeFileSync(path, TINY_MODELS[name]().bytes);
  const kinds = { 'tiny-embedding': 'embedding', 'tiny-gpt2-base': 'base' };
  expect(checkGguf(path).summary.kind).toBe(Reflect.get(kinds, name) ?? 'chat');
});

test('a named model is the same file every time', () => {
  expect(TINY_MODELS['tiny-chat']().bytes.equals(TINY_MODELS['tiny-chat']().bytes)).toBe(true);
});
