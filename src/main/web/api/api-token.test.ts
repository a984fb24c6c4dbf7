import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile, mkdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTokenCheck, ensureApiToken } from './api-token.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-token-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the token file', () => {
  it('is made once, for its owner only, with 256 bits and nothing around them', async () => {
    const first = await ensureApiToken(folder);
    const second = await ensureApiToken(folder);
    expect(second).toEqual(first);
    expect(first).toEqual({ token: await readFile(join(folder, 'api-token'), 'utf8'), path: join(folder, 'api-token') });
    expect(Buffer.from(first.token, 'base64url').byteLength).toBe(32);
    expect(await readdir(folder)).toEqual(['api-token']);
    if (process.platform !== 'win32') expect((await stat(first.path)).mode & 0o777).toBe(0o600);
  });
  it.skipIf(process.platform === 'win32')('is closed again when somebody opened it', async () => {
    const { path } = await ensureApiToken(folder);
    await chmod(path, 0o644);
    await ensureApiToken(folder);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
  it('that is empty, short or something else never becomes the secret', async () => {
    for (const text of ['', 'password', 'A'.repeat(42), `${'A'.repeat(43)}\n${'B'.repeat(43)}`]) {
      await writeFile(join(folder, 'api-token'), text);
      const { token } = await ensureApiToken(folder);
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(text).not.toContain(token);
    }
  });
  it('written by hand with a line end is read without it', async () => {
    await writeFile(join(folder, 'api-token'), `${'C'.repeat(43)}\n`);
    expect((await ensureApiToken(folder)).token).toBe('C'.repeat(43));
  });
  it.skipIf(process.platform === 'win32')('replaces a link that is broken instead of following it', async () => {
    await symlink(join(folder, 'elsewhere'), join(folder, 'api-token'));
    await ensureApiToken(folder);
    expect(await readdir(folder)).toEqual(['api-token']);
  });
  it('that cannot be used is named with the next step', async () => {
    await mkdir(join(folder, 'api-token'));
    await expect(ensureApiToken(folder)).rejects.toThrow(/cannot be used: .*api-token\. Remove it or start without --api\./);
  });
});

describe('the extractor', () => {
  const token = 'T'.repeat(43);
  const asked = (...rawHeaders: string[]): IncomingMessage => ({ rawHeaders }) as unknown as IncomingMessage;
  it.each<[string, string[], string]>([
    ['the token', ['Authorization', `Bearer ${token}`], 'accepted'],
    ['a lower-case scheme', ['authorization', `bearer ${token}`], 'accepted'],
    ['nothing', [], 'missing'],
    ['another header', ['X-Api-Key', token], 'missing'],
    ['a cookie', ['Cookie', `token=${token}`], 'missing'],
    ['no scheme', ['Authorization', token], 'wrong'],
    ['another scheme', ['Authorization', `Basic ${token}`], 'wrong'],
    ['no token', ['Authorization', 'Bearer '], 'wrong'],
    ['a beginning', ['Authorization', `Bearer ${token.slice(0, 42)}`], 'wrong'],
    ['something behind it', ['Authorization', `Bearer ${token} x`], 'wrong'],
    ['two headers, the right one first', ['Authorization', `Bearer ${token}`, 'Authorization', 'Bearer x'], 'wrong'],
  ])('%s', (_, rawHeaders, verdict) => {
    expect(createTokenCheck(token, () => 0)(asked(...rawHeaders))).toBe(verdict);
  });
  it('H44: ten thousand guesses are told to wait, and the owner is let in all the while', () => {
    let now = 0;
    const judge = createTokenCheck(token, () => now);
    const guess = (index: number): string => judge(asked('Authorization', `Bearer guess${index}`));
    const verdicts = Array.from({ length: 10_000 }, (_, index) => guess(index));
    expect([verdicts[0], verdicts[19], verdicts[20], verdicts.at(-1)]).toEqual(['wrong', 'wrong', 'too-many', 'too-many']);
    expect(judge(asked('Authorization', `Bearer ${token}`))).toBe('accepted');
    now = 60_001;
    expect(guess(0)).toBe('wrong');
  });
  it('a client without a token uses nobody up', () => {
    const judge = createTokenCheck(token, () => 0);
    for (let index = 0; index < 100; index += 1) judge(asked());
    expect(judge(asked('Authorization', 'Bearer x'))).toBe('wrong');
  });
});
