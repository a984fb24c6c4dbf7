import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindowFactory } from './create-window.ts';
import type { WindowFactory } from './create-window.ts';
import { createElectronFake } from './electron-fake.test-support.ts';
import type { ElectronFake } from './electron-fake.test-support.ts';
import { createMainWindow } from './main-window.ts';
import { createQuickAsk, quickAskBounds } from './quick-ask.ts';
import type { QuickAsk } from './quick-ask.ts';
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
      spellcheck: false,
      safeDialogs: true,
      devTools: false,
    });
  });
});

describe('the main window', () => {
  it('is shown once it can be seen, and made once', async () => {
    const main = createMainWindow({ createWindow, onLoadFailed: () => undefined, onClosed: () => undefined });
    main.show();
    expect(fake.windows[0]?.isShown).toBe(false);
    await vi.waitFor(() => expect(fake.windows[0]?.isShown).toBe(true));
    main.show('/write');
    expect(fake.windows.map(({ loaded }) => loaded)).toEqual([['app://ui/index.html', 'app://ui/index.html#/write']]);
  });
  it('can be opened again after it was closed', () => {
    const onClosed = vi.fn<() => void>();
    const main = createMainWindow({ createWindow, onLoadFailed: () => undefined, onClosed });
    main.show();
    fake.windows[0]?.userCloses();
    expect([main.window(), onClosed.mock.calls.length]).toEqual([null, 1]);
    main.show('/chat');
    expect(fake.windows[1]?.loaded).toEqual(['app://ui/index.html#/chat']);
  });
});

describe('the quick-ask window', () => {
  let quick: QuickAsk;
  beforeEach(() => {
    quick = createQuickAsk({ createWindow, screen: fake.electron.screen, globalShortcut: fake.electron.globalShortcut });
  });

  it('is loaded hidden, then toggled by the shortcut on the display with the pointer', async () => {
    await quick.preload();
    quick.setShortcut('Control+Space');
    const [window] = fake.windows;
    expect([window?.loaded, window?.isShown]).toEqual([['app://ui/quick.html'], false]);
    fake.shortcuts.get('Control+Space')?.();
    expect([window?.isShown, window?.hasFocus, window?.bounds]).toEqual([true, true, { width: 680, height: 480, x: 2_540, y: 200 }]);
    fake.shortcuts.get('Control+Space')?.();
    expect([window?.isShown, fake.windows.length]).toEqual([false, 1]);
  });
  it('comes to the front when it is shown behind another window', async () => {
    await quick.preload();
    quick.show();
    const [window] = fake.windows;
    if (window) window.hasFocus = false;
    quick.toggle();
    expect([window?.isShown, window?.hasFocus]).toEqual([true, true]);
  });
  it('only hides when it is closed, so that the next shortcut finds it', async () => {
    await quick.preload();
    quick.show();
    fake.windows[0]?.userCloses();
    expect([fake.windows[0]?.isGone, fake.windows[0]?.isShown]).toEqual([false, false]);
    quick.dispose();
    expect(fake.windows[0]?.isGone).toBe(true);
  });
  it('has no shortcut where the system refuses it or it is none', () => {
    fake.refused.add('Control+Space');
    quick.setShortcut('Control+Space');
    expect(quick.shortcut()).toBeNull();
    quick.setShortcut('Bogus');
    expect(quick.shortcut()).toBeNull();
    quick.setShortcut('');
    expect(quick.shortcut()).toBeNull();
  });
  it('changes its shortcut without keeping the old one, and gives it back at the end', () => {
    quick.setShortcut('Control+Space');
    quick.setShortcut('Alt+Space');
    expect([quick.shortcut(), [...fake.shortcuts.keys()]]).toEqual(['Alt+Space', ['Alt+Space']]);
    quick.dispose();
    expect([...fake.shortcuts.keys()]).toEqual([]);
  });
  it('fits a display that is smaller than itself', () => {
    expect(quickAskBounds({ x: 0, y: 30, width: 600, height: 400 })).toEqual({ x: 0, y: 30, width: 600, height: 400 });
  });
});
