import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindowFactory } from './create-window.ts';
import type { WindowFactory } from './create-window.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';
import { createMainWindow } from './main-window.ts';
import type { MainWindowOptions } from './main-window.ts';
import { makeWebPreferences } from './web-preferences.ts';

let fake: ElectronFake;
let createWindow: WindowFactory;
beforeEach(() => {
  fake = createElectronFake();
  createWindow = createWindowFactory({ BrowserWindow: fake.electron.BrowserWindow, preload: '/preload.cjs', isPackaged: true });
});

describe('every window', () => {
  it('is sandboxed, isolated and without Node, whatever its maker asks for', () => {
    const loose = { width: 10, show: true, webPreferences: { sandbox: false, nodeIntegration: true } };
    createWindow(loose);
    expect(fake.windows[0]?.options).toEqual({ width: 10, show: false, webPreferences: makeWebPreferences('/preload.cjs', true) });
  });
  it('has preferences that nobody can loosen later', () => {
    const preferences = makeWebPreferences('/preload.cjs', true);
    expect(Object.isFrozen(preferences)).toBe(true);
    expect(preferences).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      enableWebSQL: false,
      spellcheck: true,
      safeDialogs: true,
      devTools: false,
    });
  });
});

describe('the main window', () => {
  const bounds = { width: 1_280, height: 800 };
  const make = (over: Partial<MainWindowOptions> = {}) =>
    createMainWindow({
      createWindow,
      state: { opening: () => ({ bounds, isMaximized: false }), follow: () => undefined },
      onLoadFailed: () => undefined,
      isKept: () => false,
      onClosed: () => undefined,
      onFocus: () => undefined,
      ...over,
    });

  it('is shown once it can be seen, and made once', async () => {
    const main = make();
    main.show();
    expect(fake.windows[0]?.isShown).toBe(false);
    await vi.waitFor(() => expect(fake.windows[0]?.isShown).toBe(true));
    main.show('/write');
    expect(fake.windows.map(({ loaded }) => loaded)).toEqual([['app://ui/index.html', 'app://ui/index.html#/write']]);
  });
  it('can be opened again after it was closed', () => {
    const onClosed = vi.fn<() => void>();
    const main = make({ onClosed });
    main.show();
    fake.windows[0]?.userCloses();
    expect([main.window(), onClosed.mock.calls.length]).toEqual([null, 1]);
    main.show('/chat');
    expect(fake.windows[1]?.loaded).toEqual(['app://ui/index.html#/chat']);
  });
  it('only hides when it is kept in the tray, and comes back with its page', () => {
    const onClosed = vi.fn<() => void>();
    const main = make({ isKept: () => true, onClosed });
    main.show();
    fake.windows[0]?.userCloses();
    expect([fake.windows[0]?.isGone, fake.windows[0]?.isShown, onClosed.mock.calls.length]).toEqual([false, false, 0]);
    main.show();
    expect([fake.windows.length, fake.windows[0]?.isShown]).toEqual([1, true]);
  });
  it('opens as it was left: maximised, in its old place', async () => {
    const place = { ...bounds, x: 40, y: 50 };
    make({ state: { opening: () => ({ bounds: place, isMaximized: true }), follow: () => undefined } }).show();
    await vi.waitFor(() => expect(fake.windows[0]?.isMaximized()).toBe(true));
    expect(fake.windows[0]?.options).toMatchObject(place);
  });
});
