import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createElectronFake, FakeWindow } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';
import { createWindowState } from './window-state.ts';
import type { WindowState } from './window-state.ts';

let folder: string;
let file: string;
let fake: ElectronFake;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-window-'));
  file = join(folder, 'window-state.json');
  fake = createElectronFake();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (): WindowState => createWindowState({ file, screen: fake.electron.screen, log: SILENT_LOGGER });
const follow = (state: WindowState, bounds: Electron.Rectangle): FakeWindow => {
  const window = new FakeWindow({});
  window.setBounds(bounds);
  state.follow(window as unknown as BrowserWindow);
  return window;
};

it('remembers size, place and being maximised over a restart', async () => {
  const state = open();
  expect(state.opening()).toEqual({ bounds: { width: 1_280, height: 800 }, isMaximized: false });
  const bounds = { x: 60, y: 40, width: 900, height: 700 };
  follow(state, bounds).maximize();
  await state.flush();
  expect(open().opening()).toEqual({ bounds, isMaximized: true });
});

it('starts with the usual size when the file is damaged', async () => {
  await writeFile(file, '{"bounds":');
  expect(open().opening().bounds).toEqual({ width: 1_280, height: 800 });
});

it('moves the window back when its display goes away while it is open', async () => {
  const window = follow(open(), { x: 3_000, y: 100, width: 800, height: 600 });
  const { screen } = fake.electron;
  screen.emit('display-removed', {}, {});
  expect(window.bounds).toEqual({ x: 1_120, y: 100, width: 800, height: 600 });
});

it('writes the file whole, for its owner only', async () => {
  const state = open();
  const window = follow(state, { x: 1, y: 2, width: 600, height: 500 });
  window.emit('move');
  window.emit('resize');
  await state.flush();
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ bounds: { x: 1, y: 2, width: 600, height: 500 }, isMaximized: false });
});
