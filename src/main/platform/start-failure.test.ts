import { expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { describeHolder, explainStartFailure } from './start-failure.ts';

it.each<[string, unknown, string]>([
  ['a newer library', new AppError('STORAGE_NEWER'), 'INKSTONE_HOME'],
  ['a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), 'Free some space'],
  ['no permission', Object.assign(new Error("EACCES: '/home/x'"), { code: 'EACCES' }), 'permission denied'],
  ['a place where nothing can be made', Object.assign(new Error('mkdir'), { code: 'ENOENT' }), 'INKSTONE_HOME'],
  ['a library that is no file', new AppError('STORAGE_FAILED'), 'inkstone.db'],
  ['a code without a sentence of its own', new AppError('INTERNAL'), '(INTERNAL)'],
  ['a sentence made on the spot', new Error('Port 1 is taken.'), 'Port 1 is taken.'],
  ['something that is no error', 'oops', 'The log'],
])('%s is explained', (_name, error, part) => expect(explainStartFailure(error)).toContain(part));

it('names the holder and the time', () => {
  expect(describeHolder({ pid: 7, startedAt: new Date(2026, 0, 1, 14, 2, 11).getTime() })).toBe('process 7 since 14:02:11');
});
