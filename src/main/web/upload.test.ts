import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { MOST_UPLOAD_BYTES, receiveUpload, removeAbandonedUploads, safeFileName } from './upload.ts';
import { head, modelNamed, rawRequest, startTestServer } from './web-server.test-support.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-upload-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const gguf = Buffer.from('GGUF and the rest');
const bodyOf = (...chunks: (Buffer | string)[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('names from outside', () => {
  it.each([
    ['model.gguf', 'model.gguf'],
    ['Model.GGUF', 'Model.gguf'],
    ['../../etc/passwd', 'passwd.gguf'],
    ['C:\\models\\a.gguf', 'a.gguf'],
    ['.hidden.gguf', 'hidden.gguf'],
    ['a\0b\nc.gguf', 'a-b-c.gguf'],
    ['a:b|c?.gguf', 'a-b-c-.gguf'],
    ['nul.gguf', '_nul.gguf'],
    ['模型.gguf', '模型.gguf'],
    [`${'长'.repeat(300)}.gguf`, `${'长'.repeat(48)}.gguf`],
    ['a\u202Efugg.gguf', 'a-fugg.gguf'],
  ])('%j becomes %j', (name, expected) => expect(safeFileName(name)).toBe(expected));
  it.each(['', '..', '/', '.gguf', '   '])('%j is refused', (name) => expect(() => safeFileName(name)).toThrow(AppError));
});

describe('receiving', () => {
  it('writes the whole file under its name, and a second one beside it', async () => {
    const first = await receiveUpload(folder, 'a.gguf', gguf.byteLength, bodyOf('GG', 'UF and', ' the rest'));
    const second = await receiveUpload(folder, 'a.gguf', gguf.byteLength, bodyOf(gguf));
    expect([first, second]).toEqual([join(folder, 'a.gguf'), join(folder, 'a-2.gguf')]);
    expect(await readFile(first)).toEqual(gguf);
    expect((await stat(first)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).toSorted()).toEqual(['a-2.gguf', 'a.gguf']);
  });
  it.each([
    ['a zip', 'PK\u0003\u0004 not a model', 18, 'MODEL_NOT_GGUF'],
    ['an empty file', '', 0, 'MODEL_NOT_GGUF'],
    ['two bytes', 'GG', 2, 'MODEL_NOT_GGUF'],
    ['more than announced', 'GGUF....', 6, 'INVALID_INPUT'],
    ['less than announced', 'GGUF....', 9, 'CONNECTION_LOST'],
    ['more than the limit', 'GGUF', MOST_UPLOAD_BYTES + 1, 'UPLOAD_TOO_LARGE'],
  ])('%s leaves nothing behind', async (_name, content, size, code) => {
    await expect(receiveUpload(folder, 'a.gguf', size, bodyOf(content))).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual([]);
  });
  it('a disk without room for it and the database is said with both numbers', async () => {
    const received = receiveUpload(folder, 'a.gguf', 1_000_000_000, bodyOf('GGUF'), () => Promise.resolve(1_200_000_000));
    await expect(received).rejects.toMatchObject({ code: 'DISK_FULL', data: { neededBytes: 1_268_435_456, freeBytes: 1_200_000_000 } });
    expect(await readdir(folder)).toEqual([]);
  });
  it('reads to the end although the first bytes are wrong, so that the browser sees why', async () => {
    const body = bodyOf('nope', 'more', 'and more');
    await expect(receiveUpload(folder, 'a.gguf', 16, body)).rejects.toMatchObject({ code: 'MODEL_NOT_GGUF' });
    expect(body.readableEnded).toBe(true);
  });
  it('a sender that vanishes leaves nothing behind', async () => {
    const body = new Readable({ read: () => undefined });
    body.push('GGUF');
    const received = receiveUpload(folder, 'a.gguf', 100, body);
    body.destroy(new Error('gone'));
    await expect(received).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    expect(await readdir(folder)).toEqual([]);
  });
  it('what a killed host left is removed, and models are not', async () => {
    await writeFile(join(folder, 'a.gguf.upload.part'), 'GGUF');
    await writeFile(join(folder, 'b.gguf'), 'GGUF');
    await removeAbandonedUploads(folder);
    expect(await readdir(folder)).toEqual(['b.gguf']);
  });
});

describe('over HTTP', () => {
  it('needs a session, the header and a length', async () => {
    const test = await startTestServer();
    const cookie = await test.signIn();
    const post = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${test.origin}/upload?name=a.gguf`, { method: 'POST', body: gguf, headers: { origin: test.origin, ...headers } });
    expect([(await post({ 'x-inkstone': '1' })).status, (await post({ cookie })).status]).toEqual([401, 403]);
    const chunked = [
      `Host: 127.0.0.1:${test.server.port}`,
      `Origin: ${test.origin}`,
      `Cookie: ${cookie}`,
      'x-inkstone: 1',
      'Transfer-Encoding: chunked',
    ];
    expect((await rawRequest(test.server.port, head('POST', '/upload?name=a.gguf', chunked))).status).toBe(411);
    await test.stop();
  });
  it('stores and registers a file under a harmless name', async () => {
    const test = await startTestServer({ addUploaded: (path) => Promise.resolve(modelNamed(path)) });
    const answer = await fetch(`${test.origin}/upload?name=${encodeURIComponent('../../évil.gguf')}`, {
      method: 'POST',
      body: gguf,
      headers: { origin: test.origin, cookie: await test.signIn(), 'x-inkstone': '1' },
    });
    const path = join(test.dataFolder, 'models', 'évil.gguf');
    expect([answer.status, await answer.json(), await readFile(path)]).toEqual([201, modelNamed(path), gguf]);
    await test.stop();
  });
  it('says the code of a failure, without a path', async () => {
    const test = await startTestServer({ addUploaded: () => Promise.reject(new AppError('MODEL_DAMAGED')) });
    const headers = { origin: test.origin, cookie: await test.signIn(), 'x-inkstone': '1' };
    const damaged = await fetch(`${test.origin}/upload?name=a.gguf`, { method: 'POST', body: gguf, headers });
    const wrong = await fetch(`${test.origin}/upload?name=a.gguf`, { method: 'POST', body: Buffer.alloc(3_000_000, 'x'), headers });
    expect(await readdir(join(test.dataFolder, 'models'))).toEqual([]);
    expect([damaged.status, await damaged.json()]).toEqual([422, { code: 'MODEL_DAMAGED', data: {} }]);
    expect([wrong.status, await wrong.json()]).toEqual([422, { code: 'MODEL_NOT_GGUF', data: {} }]);
    await test.stop();
  });
});
