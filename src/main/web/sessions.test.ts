import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Sessions } from './sessions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-sessions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pairOf = (setCookie: string): string => setCookie.split(';')[0] ?? '';

describe('sessions', () => {
  it('the cookie is out of reach for scripts and other sites', async () => {
    const cookie = await (await Sessions.open(folder, () => 0)).create();
    expect(cookie).toMatch(/^inkstone-[a-f0-9]{12}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=2592000$/);
  });
  it('survive a restart of the host, and only their hash is on disk, readable by the owner', async () => {
    const pair = pairOf(await (await Sessions.open(folder, () => 0)).create());
    const file = join(folder, 'sessions.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).not.toContain(pair.split('=')[1]);
    expect((await Sessions.open(folder, () => 0)).accepts(`a=b; ${pair}`)).toBe(true);
  });
  it('expire, and unknown or cut cookies are refused', async () => {
    let now = 0;
    const sessions = await Sessions.open(folder, () => now);
    const pair = pairOf(await sessions.create());
    expect(
      [undefined, '', 'x', pair.slice(0, -1), `${pair}x`, pair.replace('inkstone-', 'other-')].map((text) => sessions.accepts(text)),
    ).toEqual(Array.from({ length: 6 }, () => false));
    now = 30 * 24 * 3_600_000;
    expect(sessions.accepts(pair)).toBe(false);
  });
  it('a damaged file means signing in again, not a host that does not start', async () => {
    await writeFile(join(folder, 'sessions.json'), '{"sessions":[{"hash":1}]}');
    const sessions = await Sessions.open(folder, () => 0);
    expect(sessions.accepts(pairOf(await sessions.create()))).toBe(true);
  });
  it('two sign-ins at once are both kept', async () => {
    const sessions = await Sessions.open(folder, () => 0);
    const pairs = (await Promise.all([sessions.create(), sessions.create()])).map(pairOf);
    const reopened = await Sessions.open(folder, () => 0);
    expect(pairs.map((pair) => reopened.accepts(pair))).toEqual([true, true]);
  });
});
