import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';
import { applySpelling, blockDictionaryDownloads, installedLanguages, knownLanguages } from './spelling.ts';

let folder: string;
let fake: ElectronFake;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-spelling-'));
  fake = createElectronFake();
  fake.electron.app.setPath('userData', folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const apply = (platform: NodeJS.Platform, isOn: boolean): Promise<void> =>
  applySpelling({ session: fake.electron.session.defaultSession, app: fake.electron.app, platform }, isOn);

it('leaves Chromium nothing to download before any window is there', () => {
  blockDictionaryDownloads(fake.electron.session.defaultSession, 'linux');
  const { dictionaryUrl, isSpelling, languages } = fake.spelling;
  // Port 9 is among those that Chromium refuses before it opens a socket.
  expect({ dictionaryUrl, isSpelling, languages }).toEqual({ dictionaryUrl: 'http://127.0.0.1:9/', isSpelling: false, languages: [] });
});

it('asks on Linux only for languages whose dictionary is there', async () => {
  await apply('linux', true);
  expect([fake.spelling.isSpelling, fake.spelling.languages]).toEqual([false, []]);
  await mkdir(join(folder, 'Dictionaries'));
  await writeFile(join(folder, 'Dictionaries', 'en-US-10-1.bdic'), '');
  await writeFile(join(folder, 'Dictionaries', 'notes.txt'), '');
  await apply('linux', true);
  expect([fake.spelling.isSpelling, fake.spelling.languages]).toEqual([true, ['en-US']]);
});

it('uses what the system has on macOS and Windows, and nothing when it is off', async () => {
  await apply('win32', true);
  expect([fake.spelling.isSpelling, fake.spelling.languages]).toEqual([true, ['en-GB']]);
  await apply('darwin', false);
  expect(fake.spelling.isSpelling).toBe(false);
});

it('finds the language of a region, and of a file with a version', () => {
  const available = ['de', 'en-GB', 'en-US'];
  expect(knownLanguages(['de-AT', 'de-DE', 'zh-CN', 'en-GB'], available)).toEqual(['de', 'en-GB']);
  expect(installedLanguages(['de-3-0.bdic', 'EN-us-10-1.bdic', 'fr.bdic'], available)).toEqual(['de', 'en-US']);
});
