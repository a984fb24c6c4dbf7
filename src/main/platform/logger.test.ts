import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { createLogger } from './logger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (): string => readFileSync(join(folder, 'inkstone.log'), 'utf8');

test('a line says what happened, with code and causes', () => {
  const log = createLogger({ folder, now: () => new Date(0) });
  log.warn('a call failed', new AppError('DISK_FULL', {}, { cause: new Error('ENOSPC') }), { procedure: 'threads.create' });
  expect(JSON.parse(text())).toMatchObject({
    at: '1970-01-01T00:00:00.000Z',
    level: 'warn',
    message: 'a call failed',
    procedure: 'threads.create',
    error: { name: 'AppError', code: 'DISK_FULL', cause: { message: 'ENOSPC' } },
  });
});

test('neither paths nor quoted content of the user get in', () => {
  const log = createLogger({ folder });
  log.error('broken', new Error("ENOENT: open '/home/ada/Secret plans/model.gguf' near `my diary`"));
  log.error('broken', new Error('cannot read /home/ada/letters/model.gguf or C:\\Users\\Ada\\model.gguf or file:///home/ada/x.gguf'));
  log.error('broken', 'a thrown "private" text');
  for (const secret of ['ada', 'Ada', 'Secret', 'diary', 'letters', 'private', tmpdir()]) expect(text()).not.toContain(secret);
  expect(text()).toContain('logger.test.ts:');
});

test('old lines go: four files of the given size at most', () => {
  const log = createLogger({ folder, maxBytes: 2_000 });
  for (let index = 0; index < 300; index += 1) log.info('something happened', { index });
  const files = readdirSync(folder);
  expect(files.toSorted()).toEqual(['inkstone.log', 'inkstone.log.1', 'inkstone.log.2', 'inkstone.log.3']);
  for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(2_000);
  expect(text()).toContain('"index":299');
});

test('a folder that cannot be written does not take the app down', () => {
  const blocked = join(folder, 'file');
  writeFileSync(blocked, '');
  expect(() => createLogger({ folder: blocked }).error('broken', new Error('x'))).not.toThrow();
});
