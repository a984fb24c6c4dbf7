import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ThreadId } from '#shared/models/ids.ts';
import type { EngineState } from '#shared/models/model.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings, SettingsPatch } from '#shared/models/settings.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import { createChanges } from '#main/app/changes.ts';
import type { Changes } from '#main/app/changes.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createDesktopShell } from './desktop-shell.ts';
import type { DesktopShell, DesktopShellOptions } from './desktop-shell.ts';
import { createLiveStrings } from './strings/desktop-strings.ts';
import { createElectronFake } from './electron-fake.test-support.ts';
import type { ElectronFake } from './electron-fake.test-support.ts';

let folder: string;
let fake: ElectronFake;
let settings: Settings;
let changes: Changes;
let cancelled: string[];
let shown: string[];
let hasTrayHost: boolean;
let shell: DesktopShell;
let tellEngine: (state: EngineState) => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-shell-'));
  fake = createElectronFake();
  settings = { ...SHIPPED_SETTINGS };
  changes = createChanges();
  cancelled = [];
  shown = [];
  hasTrayHost = true;
});
afterEach(async () => {
  shell.dispose();
  await rm(folder, { recursive: true, force: true });
});

const update = async (patch: SettingsPatch): Promise<Settings> => {
  settings = { ...settings, ...(patch as Partial<Settings>) };
  changes.publish('settings');
  return settings;
};

function open(over: Partial<DesktopShellOptions> = {}): void {
  const engine = {
    state: { state: 'stopped' } as EngineState,
    onState: (listener: (state: EngineState) => void) => {
      tellEngine = (state) => {
        engine.state = state;
        listener(state);
      };
      listener(engine.state);
      return () => undefined;
    },
  };
  const application = {
    changes,
    engine,
    settings: { get: async () => settings, update },
    threads: { get: async () => ({ title: 'About tea' }) },
    hub: { listLive: () => [{ id: 'g1' }, { id: 'g2' }], cancel: async (id: string) => void cancelled.push(id) },
  };
  shell = createDesktopShell({
    electron: fake.electron,
    application: application as unknown as DesktopShellOptions['application'],
    main: { show: (fragment = '') => void shown.push(fragment), window: () => null },
    quick: { show: () => void shown.push('quick'), window: () => null },
    paths: { resources: '/resources', version: '0.1.0' },
    dataFolder: folder,
    language: createLiveStrings('en-GB'),
    log: SILENT_LOGGER,
    process: { env: { XDG_CONFIG_HOME: folder }, execPath: '/opt/inkstone', platform: 'linux', versions: process.versions },
    isSafeMode: false,
    checkForUpdates: () => void shown.push('updates'),
    findTrayHost: async () => hasTrayHost,
    ...over,
  });
}

const menu = () => fake.handlers.get('menu')?.() as MenuItemConstructorOptions[];
const tray = (id: string) => fake.shell.trays[0]?.menu.find((item) => item.id === id);
const choose = (id: string): unknown => Reflect.apply(tray(id)?.click ?? (() => undefined), undefined, []);

describe('the shell around the windows', () => {
  it('follows the language of the settings in menus and tray', async () => {
    open();
    expect([menu()[0]?.label, tray('quit')?.label]).toEqual(['File', 'Quit Inkstone']);
    await update({ uiLanguage: 'zh-CN' });
    await vi.waitFor(() => expect([menu()[0]?.label, tray('quit')?.label]).toEqual(['文件', '退出 Inkstone']));
    await update({ uiLanguage: 'system' });
    await vi.waitFor(() => expect(menu()[0]?.label).toBe('File'));
  });

  it('shows what the engine does, and stops every answer', async () => {
    open();
    tellEngine({ state: 'ready', isBusy: true, queued: 0, model: { name: 'Tiny' } } as unknown as EngineState);
    expect(fake.shell.trays[0]?.tooltip).toBe('Inkstone: Writing an answer · Tiny');
    choose('stop-all');
    await vi.waitFor(() => expect(cancelled).toEqual(['g1', 'g2']));
  });

  it('keeps the window only if the user wants that and a tray is there', async () => {
    open();
    expect(shell.isWindowKept()).toBe(false);
    await update({ shouldCloseToTray: true });
    await vi.waitFor(() => expect(shell.isWindowKept()).toBe(true));
    hasTrayHost = false;
    shell.focused();
    await vi.waitFor(() => expect(shell.isWindowKept()).toBe(false));
  });

  it('does without a tray icon that cannot be made', async () => {
    fake.shell.isTrayIconMissing = true;
    settings.shouldCloseToTray = true;
    open();
    await vi.waitFor(() => expect(menu().length).toBe(5));
    expect([fake.shell.trays.length, shell.isWindowKept()]).toEqual([0, false]);
  });

  it('starts at login when that is switched on, and believes the system at the start', async () => {
    settings.shouldStartAtLogin = true;
    open({ process: { env: {}, execPath: 'C:\\Inkstone.exe', platform: 'win32', versions: process.versions } });
    await vi.waitFor(() => expect(settings.shouldStartAtLogin).toBe(false));
    await update({ shouldStartAtLogin: true });
    await vi.waitFor(() => expect(fake.shell.opensAtLogin).toBe(true));
    await update({ shouldStartAtLogin: false });
    await vi.waitFor(() => expect(fake.shell.opensAtLogin).toBe(false));
  });

  it('counts unseen answers on the badge until the window has the focus', async () => {
    open();
    const outcome = { type: 'done', text: 'x', stopReason: 'end' } as unknown as Outcome;
    shell.answered('a' as ThreadId, outcome);
    shell.answered('b' as ThreadId, outcome);
    await vi.waitFor(() => expect([fake.shell.badgeCount, fake.shell.notifications.length]).toEqual([2, 2]));
    fake.shell.notifications[0]?.emit('click');
    expect(shown).toEqual(['/chat/a']);
    shell.focused();
    expect(fake.shell.badgeCount).toBe(0);
  });

  it('changes the text size by the setting, so that both hosts look the same', async () => {
    open();
    const zoom = (label: string): unknown => {
      const view = menu().find((item) => item.label === 'View')?.submenu as MenuItemConstructorOptions[];
      return Reflect.apply(view.find((item) => item.label === label)?.click ?? (() => undefined), undefined, []);
    };
    zoom('Larger text');
    await vi.waitFor(() => expect(settings.textSize).toBe(110));
    zoom('Normal text size');
    await vi.waitFor(() => expect(settings.textSize).toBe(100));
  });

  it('explains safe mode and leads out of it', async () => {
    fake.answer = 1;
    open({ isSafeMode: true });
    await vi.waitFor(() => expect(fake.app.calls).toContain('relaunch'));
    expect(fake.asked[0]).toMatchObject({ type: 'warning', message: 'Inkstone started in safe mode' });
  });
});
