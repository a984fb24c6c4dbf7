import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticFiles } from './static-files.ts';
import type { StaticFiles } from './static-files.ts';
import { makeRendererFolder } from './web-server.test-support.ts';

let folder: string;
let files: StaticFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-static-'));
  const root = await makeRendererFolder(folder);
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await mkdir(join(folder, 'renderer-evil'));
  await writeFile(join(folder, 'renderer-evil', 'secret.txt'), 'secret');
  await writeFile(join(root, '.hidden.txt'), 'secret');
  await writeFile(join(root, 'data.bin'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  await symlink(join(folder, 'renderer-evil'), join(root, 'linked'));
  files = createStaticFiles(root, { 'x-policy': 'on' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('H30 and H31: addresses that must not reach a file outside the root', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e%252fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/../../secret.txt',
    '/../renderer-evil/secret.txt',
    '/%2e%2e%2frenderer-evil%2fsecret.txt',
    '/link.txt',
    '/linked/secret.txt',
    '/index.html%00.txt',
    '/index.html\0',
    '/index.html.',
    '/index.html%20',
    '/index.html::$DATA',
    '/C:/Windows/win.ini',
    '//secret.txt',
    '/.hidden.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
    '/assets',
    '/assets/',
    '/data.bin',
    '/nothing.html',
    '',
    'index.html',
  ])('%j is not found', async (pathname) => {
    const answer = await files('GET', pathname);
    expect([answer.status, await answer.text()]).toEqual([404, 'There is no such file.']);
    expect(answer.headers.get('x-policy')).toBe('on');
  });
});

describe('files', () => {
  it('the root is index.html, which is asked for again each time', async () => {
    const answer = await files('GET', '/');
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control'), await answer.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
      '<!doctype html><title>Inkstone</title>',
    ]);
  });
  it('a hashed asset never changes', async () => {
    const answer = await files('GET', '/assets/index-Ab3_dE-9.js');
    expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
  });
  it('HEAD has the length and no body', async () => {
    const answer = await files('HEAD', '/index.html');
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '38', '']);
  });
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('H33: %s is not allowed', async (method) => {
    const answer = await files(method, '/index.html');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
