import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeRendererFolder } from '#main/web/web-server.test-support.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import { serveUi, UI_SCHEMES } from './ui-protocol.ts';

let folder: string;
let handle: (request: { url: string; method: string }) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-ui-'));
  const root = await makeRendererFolder(folder);
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  const { electron, handlers } = createElectronFake();
  serveUi(electron.protocol, root);
  handle = handlers.get('protocol') as typeof handle;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('serves our page under the policy, without any address to connect to but its own', async () => {
  const answer = await handle({ url: 'app://ui/index.html#/chat', method: 'GET' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'; ");
});
it.each([
  'app://ui/../secret.txt',
  'app://ui/%2e%2e/secret.txt',
  'app://ui/%2e%2e%2fsecret.txt',
  'app://ui/..%5csecret.txt',
  'app://ui/link.txt',
  'app://ui/missing.html',
  'app://ui.evil/index.html',
  'app://ui@evil/index.html',
])('H30: %s is not found, under the same policy', async (url) => {
  const answer = await handle({ url, method: 'GET' });
  expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([404, 'nosniff']);
  expect(await answer.text()).not.toContain('secret');
});
it('H33: only reads', async () => {
  expect((await handle({ url: 'app://ui/index.html', method: 'POST' })).status).toBe(405);
});
it('the scheme never bypasses the policy and may not reach other origins', () => {
  expect(UI_SCHEMES).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
});
