import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium } from './chromium.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...parts: readonly string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return path;
}

const place = (env: NodeJS.ProcessEnv) => ({ platform: 'linux', home: folder, env });

test('the one that was named comes first, and a name that points nowhere is passed over', () => {
  const chromium = put('bin', 'chromium');
  const own = put('own', 'chrome');
  expect(findChromium(place({ PATH: join(folder, 'bin'), INKSTONE_CHROMIUM: own }))).toBe(own);
  expect(findChromium(place({ PATH: join(folder, 'bin'), INKSTONE_CHROMIUM: '/nowhere' }))).toBe(chromium);
});

test('a browser on PATH comes before the download of Playwright, which is found too', () => {
  const downloaded = put('.cache', 'ms-playwright', 'chromium-1234', 'chrome-linux', 'chrome');
  expect(findChromium(place({ PATH: '' }))).toBe(downloaded);
  const chrome = put('bin', 'google-chrome');
  expect(findChromium(place({ PATH: join(folder, 'bin') }))).toBe(chrome);
});

test('no browser is no browser', () => {
  expect(findChromium(place({ PATH: folder }))).toBeUndefined();
});
