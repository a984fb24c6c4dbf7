import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHIPPED_SHORTCUTS } from '#shared/models/global-shortcut.ts';
import type { GlobalShortcut } from '#shared/models/global-shortcut.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { createChanges } from '#main/app/changes.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';
import { createShortcutHost } from './shortcut-host.ts';
import type { ShortcutHost } from './shortcut-host.ts';

let fake: ElectronFake;
let host: ShortcutHost;
let globalShortcuts: GlobalShortcut[];
const seen: string[] = [];
let slow: Promise<void> | undefined;
const changes = createChanges();
const get = async () => ({ ...SHIPPED_SETTINGS, globalShortcuts });
const settings = { get, update: get };

function setKeys(id: string, accelerator: string): void {
  globalShortcuts = globalShortcuts.map((one) => (one.id === id ? { ...one, accelerator } : one));
  changes.publish('settings');
}

beforeEach(() => {
  fake = createElectronFake();
  globalShortcuts = [
    ...SHIPPED_SHORTCUTS,
    { id: 'mine', action: { kind: 'own', name: 'Plain words', instruction: 'Say it simply.' }, accelerator: 'Alt+P' },
  ];
  seen.length = 0;
  slow = undefined;
  host = createShortcutHost({
    globalShortcut: fake.electron.globalShortcut,
    powerMonitor: fake.electron.powerMonitor,
    isMac: false,
    isPortal: false,
    command: '/inkstone --quick-ask',
    quickAsk: {
      toggle: () => void seen.push('toggle'),
      show: () => {
        seen.push('show');
        return slow;
      },
    },
    log: { warn: () => void seen.push('warn'), error: () => undefined },
  });
});

describe('the shortcuts of the desktop host', () => {
  it('follow the settings and tell the pages that something else is so now', async () => {
    const controller = new AbortController();
    const topics: string[] = [];
    const watched = changes.watch(controller.signal);
    void (async () => {
      for await (const { topic } of watched) topics.push(topic);
    })();
    host.follow({ settings, changes }, controller.signal);
    await vi.waitFor(() => expect([...fake.shortcuts.keys()]).toEqual(['Alt+Shift+Space', 'Alt+P']));
    fake.refused.add('Alt+T');
    setKeys('translate-selection', 'Alt+T');
    await vi.waitFor(() => expect(seen).toEqual(['warn']));
    expect(host.services.shortcuts().states.map(({ state }) => state)).toEqual(['registered', 'taken', 'off', 'registered']);
    expect(topics).toEqual(['shortcuts', 'settings', 'shortcuts']);
    controller.abort();
    host.dispose();
    expect(fake.shortcuts.size).toBe(0);
  });
  it('hand quick ask what to do, once, and only toggle it where there is nothing to do', async () => {
    const controller = new AbortController();
    setKeys('proofread-selection', 'Alt+R');
    host.follow({ settings, changes }, controller.signal);
    await vi.waitFor(() => expect(fake.shortcuts.size).toBe(3));
    fake.shortcuts.get('Alt+Shift+Space')?.();
    expect([seen.splice(0), host.services.takeQuickRequest()]).toEqual([['toggle'], null]);
    const topics: string[] = [];
    const watched = changes.watch(controller.signal);
    void (async () => {
      for await (const { topic } of watched) topics.push(topic);
    })();
    const captured = Promise.withResolvers<void>();
    slow = captured.promise;
    fake.shortcuts.get('Alt+P')?.();
    fake.shortcuts.get('Alt+R')?.();
    await Promise.resolve();
    // Rung before the selection is read, the page would work on the one before.
    expect(topics).toEqual([]);
    captured.resolve();
    await vi.waitFor(() => expect(topics).toEqual(['quickRequest']));
    expect(seen).toEqual(['show', 'show']);
    expect([host.services.takeQuickRequest(), host.services.takeQuickRequest()]).toEqual([{ kind: 'command', command: 'proofread' }, null]);
    fake.shortcuts.get('Alt+P')?.();
    expect(host.services.takeQuickRequest()).toEqual({ kind: 'own', name: 'Plain words', instruction: 'Say it simply.' });
    controller.abort();
  });
});
