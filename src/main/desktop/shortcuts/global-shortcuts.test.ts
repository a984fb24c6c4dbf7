import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHIPPED_SHORTCUTS } from '#shared/models/global-shortcut.ts';
import type { GlobalShortcut, ShortcutAction } from '#shared/models/global-shortcut.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';
import { createGlobalShortcuts } from './global-shortcuts.ts';
import type { GlobalShortcuts } from './global-shortcuts.ts';

const own = (id: string, accelerator: string, name = id): GlobalShortcut => ({
  id,
  action: { kind: 'own', name, instruction: 'Make it rhyme.' },
  accelerator,
});
const quick = (accelerator: string): GlobalShortcut => ({ id: 'quick-ask', action: { kind: 'quick-ask' }, accelerator });

let fake: ElectronFake;
let shortcuts: GlobalShortcuts;
let pressed: ShortcutAction[];
let changes: number;
const create = (isPortal = false): GlobalShortcuts =>
  createGlobalShortcuts({
    registry: fake.electron.globalShortcut,
    isMac: false,
    isPortal,
    onAction: (action) => pressed.push(action),
    onChanged: () => (changes += 1),
  });
const held = (): string[] => [...fake.shortcuts.keys()].toSorted();
const states = (): string[] => shortcuts.states().map(({ id, state, duplicateOf }) => [id, state, duplicateOf].filter(Boolean).join(' '));

beforeEach(() => {
  fake = createElectronFake();
  pressed = [];
  changes = 0;
  shortcuts = create();
});

describe('global shortcuts', () => {
  it('take one key combination from the system as shipped, not more', () => {
    shortcuts.apply(SHIPPED_SHORTCUTS);
    expect([held(), states()]).toEqual([
      ['Alt+Shift+Space'],
      ['quick-ask registered', 'translate-selection off', 'proofread-selection off'],
    ]);
  });
  it('say for each why it does not work: taken, no keys, used twice', () => {
    fake.refused.add('Control+Alt+T');
    shortcuts.apply([quick('Alt+Q'), own('a', 'Ctrl+Alt+T'), own('b', 'Bogus+1'), own('c', 'Option+Q'), own('d', 'K')]);
    expect(states()).toEqual(['quick-ask registered', 'a taken', 'b invalid', 'c duplicate quick-ask', 'd invalid']);
    expect(held()).toEqual(['Alt+Q']);
  });
  it('swap their keys without losing either', () => {
    shortcuts.apply([quick('Alt+Q'), own('a', 'Alt+W')]);
    shortcuts.apply([quick('Alt+W'), own('a', 'Alt+Q')]);
    expect(states()).toEqual(['quick-ask registered', 'a registered']);
    fake.shortcuts.get('Alt+Q')?.();
    expect(pressed).toEqual([own('a', '').action]);
  });
  it('run what they mean now, not what they meant when they were registered', () => {
    shortcuts.apply([own('a', 'Alt+W', 'Rhyme')]);
    const before = fake.shortcuts.get('Alt+W');
    shortcuts.apply([own('a', 'Alt+W', 'Sonnet')]);
    expect(fake.shortcuts.get('Alt+W')).toBe(before);
    before?.();
    expect(pressed).toMatchObject([{ name: 'Sonnet' }]);
  });
  it('give back what is switched off or removed, and everything at the end', () => {
    shortcuts.apply([quick('Alt+Q'), own('a', 'Alt+W')]);
    shortcuts.apply([quick('')]);
    expect(held()).toEqual([]);
    shortcuts.apply([quick('Alt+Q')]);
    shortcuts.dispose();
    expect([held(), shortcuts.states()]).toEqual([[], []]);
  });
  it('get after sleep what the system lost, and what another program has freed', () => {
    fake.refused.add('Alt+W');
    shortcuts.apply([quick('Alt+Q'), own('a', 'Alt+W')]);
    fake.shortcuts.clear();
    fake.refused.clear();
    shortcuts.refresh();
    expect([held(), states()]).toEqual([
      ['Alt+Q', 'Alt+W'],
      ['quick-ask registered', 'a registered'],
    ]);
  });
  it('tell of a difference only, so that a page does not ask for nothing', () => {
    shortcuts.apply([quick('Alt+Q')]);
    shortcuts.apply([quick('Alt+Q')]);
    shortcuts.refresh();
    expect(changes).toBe(1);
  });
  it('claim no more than that the desktop was asked where a portal decides', () => {
    shortcuts = create(true);
    shortcuts.apply([quick('Alt+Q')]);
    expect(states()).toEqual(['quick-ask asked']);
  });
  it('rest while keys are recorded, and wake by themselves when the page that recorded is gone', () => {
    vi.useFakeTimers();
    try {
      shortcuts.apply([quick('Alt+Q')]);
      shortcuts.pause(true);
      expect(fake.electron.globalShortcut.isSuspended()).toBe(true);
      vi.advanceTimersByTime(30_000);
      expect(fake.electron.globalShortcut.isSuspended()).toBe(false);
      shortcuts.pause(true);
      // Electron refuses what is registered meanwhile: the new keys must wake them first.
      shortcuts.apply([quick('Alt+W')]);
      expect([states(), fake.electron.globalShortcut.isSuspended()]).toEqual([['quick-ask registered'], false]);
    } finally {
      vi.useRealTimers();
    }
  });
});
