import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureModel } from './model.mjs';

const bytes = Buffer.from('GGUF and some weights');
const model = { fileName: 'm.gguf', sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-model-'));
  path = join(folder, 'models', 'm.gguf');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Source {
  readonly name: string;
  fill(partPath: string): Promise<void>;
}
const good: Source = { name: 'good', fill: async (part) => writeFileSync(part, bytes) };
const absent: Source = {
  name: 'absent',
  fill: async () => {
    throw new Error('not reachable');
  },
};
const forged: Source = { name: 'forged', fill: async (part) => writeFileSync(part, Buffer.from('GGUF and evil weights')) };

const ensure = (...sources: Source[]): Promise<string> => ensureModel({ path, model, sources, progress: () => undefined });

test('the second source is used when the first is out of reach', async () => {
  await expect(ensure(absent, good)).resolves.toBe('from good, verified');
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('a file with another hash never gets the name of the model, and leaves nothing to resume', async () => {
  await expect(ensure(forged)).rejects.toThrow(/forged: the file has another SHA-256/);
  expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
});

test('when every source fails, each is named with its reason', async () => {
  await expect(ensure(absent, forged)).rejects.toThrow(/absent: not reachable; forged: /);
});

test('a second start asks nobody', async () => {
  await ensure(good);
  await expect(ensure(absent)).resolves.toBe('already here');
});

test('a model that was changed on disk after its check is fetched again', async () => {
  await ensure(good);
  writeFileSync(path, Buffer.from('GGUF and some WEIGHTS'));
  await expect(ensure(good)).resolves.toBe('from good, verified');
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('a model put there by hand is accepted when it is the right one', async () => {
  await ensure(good);
  rmSync(`${path}.verified`);
  await expect(ensure(absent)).resolves.toBe('here, verified');
});
