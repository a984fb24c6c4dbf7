import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseHost, reasonAgainstElectron } from './electron.mjs';

const desktop = { platform: 'linux', uid: 1000, env: { DISPLAY: ':0' } };
const HOUR_MS = 3_600_000;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inkstone-electron-'));
  mkdirSync(join(root, 'node_modules', 'electron'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const putElectron = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'electron'), '');
};

test.each([
  ['--serve', true, desktop, /--serve/],
  ['no display', false, { ...desktop, env: {} }, /no display/],
  ['root', false, { ...desktop, uid: 0 }, /root/],
])('%s keeps Electron out, with the reason', (_name, serve, surroundings, reason) => {
  expect(reasonAgainstElectron(serve, surroundings)).toMatch(reason);
});

test('Wayland counts as a display, and macOS and Windows need none', () => {
  expect(reasonAgainstElectron(false, { ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined();
  expect(reasonAgainstElectron(false, { platform: 'darwin', uid: 501, env: {} })).toBeUndefined();
});

test('a binary of the user is taken', async () => {
  putElectron(join(root, 'mine'));
  const surroundings = { ...desktop, env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(root, 'mine') } };
  await expect(chooseHost(root, false, { surroundings })).resolves.toEqual({
    kind: 'desktop',
    electronPath: join(root, 'mine', 'electron'),
  });
});

test('the binary is fetched once and then used', async () => {
  const install = async (): Promise<undefined> => putElectron(join(root, 'node_modules', 'electron', 'dist')) as undefined;
  const host = await chooseHost(root, false, { surroundings: desktop, install });
  expect(host).toMatchObject({ kind: 'desktop' });
});

test('a failed attempt is not repeated within a day, and is after it', async () => {
  let attempts = 0;
  const install = async (): Promise<string> => {
    attempts += 1;
    return 'no network';
  };
  const start = (now: number): Promise<unknown> => chooseHost(root, false, { surroundings: desktop, install, now });
  await expect(start(Date.now())).resolves.toMatchObject({ kind: 'browser', reason: expect.stringContaining('no network') });
  expect(existsSync(join(root, 'node_modules', '.inkstone-electron-failed'))).toBe(true);
  await start(Date.now() + HOUR_MS);
  expect(attempts).toBe(1);
  await start(Date.now() + 25 * HOUR_MS);
  expect(attempts).toBe(2);
});
