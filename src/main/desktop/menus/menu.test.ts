import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { SHORTCUTS } from '#shared/models/shortcuts.ts';
import { desktopStrings } from '../strings/desktop-strings.ts';
import { menuTemplate } from './menu.ts';
import type { MenuOptions } from './menu.ts';
import { recordActions } from '../shell-actions.test-support.ts';

const { actions, done } = recordActions();
const template = (over: Partial<MenuOptions> = {}): MenuItemConstructorOptions[] =>
  menuTemplate({ strings: desktopStrings('en'), isMac: false, isPackaged: true, isSafeMode: false, actions, ...over });

const below = ({ submenu }: MenuItemConstructorOptions): MenuItemConstructorOptions[] => (Array.isArray(submenu) ? submenu : []);
const all = (items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] => items.flatMap((item) => [item, ...all(below(item))]);
const click = (item: MenuItemConstructorOptions | undefined): unknown => Reflect.apply(item?.click ?? (() => undefined), undefined, []);

describe('the application menu', () => {
  it('has every part, in both languages, on every system', () => {
    expect(template().map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
    expect(template({ isMac: true, strings: desktopStrings('zh-Hans-CN') }).map(({ label }) => label)).toEqual([
      'Inkstone',
      '文件',
      '编辑',
      '显示',
      '窗口',
      '帮助',
    ]);
  });

  it('labels every entry itself, because Electron’s labels are English on Windows and Linux', () => {
    for (const isMac of [true, false]) {
      const nameless = all(template({ isMac, isPackaged: false, isSafeMode: true })).filter(
        ({ label, type }) => label === undefined && type !== 'separator',
      );
      expect(nameless).toEqual([]);
    }
  });

  it('does what it says', () => {
    for (const item of all(template({ isSafeMode: true }))) click(item);
    expect(done).toEqual([
      'go /chat',
      'stopAll',
      'go /settings',
      'quit',
      'go ',
      'showQuickAsk',
      'go /write',
      'go /translate',
      'go /playground',
      'go /models',
      'zoom 1',
      'zoom -1',
      'zoom 0',
      'go ',
      'showShortcuts',
      'go /settings/self-test',
      'checkForUpdates',
      'restart',
      'openFolder data',
      'openFolder logs',
      'openFolder crashes',
      'openNotices',
      'showAbout',
    ]);
  });

  it('never acts twice on a key that the page answers itself', () => {
    const keyed = all(template()).filter(({ accelerator }) => typeof accelerator === 'string' && accelerator !== '');
    const own = keyed.filter(({ registerAccelerator }) => registerAccelerator !== false).map(({ accelerator }) => accelerator);
    expect(own).toEqual(['CommandOrControl+W', 'Control+Q']);
    const taken = Object.values(SHORTCUTS).flatMap(({ keys }) => keys);
    expect(taken.filter((keys) => ['mod+w', 'mod+q'].includes(keys))).toEqual([]);
  });

  it('shows the keys in Electron’s words', () => {
    const keyOf = (label: string): unknown => all(template()).find((item) => item.label === label)?.accelerator;
    expect([keyOf('Chat'), keyOf('Larger text'), keyOf('Settings'), keyOf('Keyboard shortcuts')]).toEqual([
      'CommandOrControl+1',
      'CommandOrControl+Plus',
      'CommandOrControl+,',
      'F1',
    ]);
  });

  it('has developer tools outside packages only', () => {
    expect(JSON.stringify(template())).not.toContain('toggleDevTools');
    expect(JSON.stringify(template({ isPackaged: false }))).toContain('toggleDevTools');
  });
});
