import { expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { describeHolder, explainHolder, explainStartFailure } from './start-failure.ts';

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

it.each<[string, unknown]>([
  ['a full disk', new AppError('DISK_FULL')],
  ['a damaged library', new AppError('STORAGE_DAMAGED')],
  ['a newer library', new AppError('STORAGE_NEWER', { writtenBy: '0.3.0', running: '0.1.0', backup: 'before-0.2.0.db' })],
  ['a changed installation', new AppError('INSTALLATION_CHANGED', { file: 'engine.node' })],
  ['a code without a sentence of its own', new AppError('INTERNAL')],
  ['no permission', Object.assign(new Error('open'), { code: 'EACCES' })],
  ['something that is no error', 'oops'],
])('%s is explained in Chinese to a Chinese system, without a word of English left', (_name, error) => {
  const sentence = explainStartFailure(error, 'zh-TW');
  expect(sentence).toMatch(/[\u4e00-\u9fff].*。$/u);
  expect(sentence).not.toMatch(/ (?:the|is|and|folder) /u);
  expect(explainStartFailure(error, 'de')).toBe(explainStartFailure(error));
});

it('says who is running, in both languages', () => {
  const holder = { pid: 7, startedAt: new Date(2026, 0, 1, 14, 2, 11).getTime() };
  expect(explainHolder(holder, 'en-GB')).toBe('Inkstone is already running (process 7 since 14:02:11).');
  expect(explainHolder(holder, 'zh-CN')).toBe('Inkstone 已在运行（进程 7，启动于 14:02:11）。');
});
