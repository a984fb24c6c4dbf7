import type { WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { createElectronFake, FakeContents } from './electron-fake.test-support.ts';
import { desktopStrings } from './desktop-strings.ts';
import { menuTemplate } from './menu.ts';
import { quitCleanly } from './quit.ts';
import { revivePage } from './revive-page.ts';

describe('quitting', () => {
  it('waits until everything is closed, once, and exits with 0', async () => {
    const { electron, app } = createElectronFake();
    const closed = Promise.withResolvers<void>();
    let closings = 0;
    let prevented = 0;
    quitCleanly({
      app: electron.app,
      close: () => {
        closings += 1;
        return closed.promise;
      },
    });
    for (let index = 0; index < 3; index += 1) app.emit('before-quit', { preventDefault: () => (prevented += 1) });
    expect([closings, prevented]).toEqual([1, 3]);
    closed.resolve();
    expect(await app.exited.promise).toBe(0);
  });
});

describe('a page that died', () => {
  it('is loaded again three times a minute at most', () => {
    const contents = new FakeContents();
    const gone: [string, boolean][] = [];
    let now = 0;
    revivePage(contents as unknown as WebContents, { now: () => now, onGone: (reason, isRevived) => gone.push([reason, isRevived]) });
    const die = (reason: string): boolean => contents.emit('render-process-gone', {}, { reason });
    die('clean-exit');
    for (let index = 0; index < 4; index += 1) die('crashed');
    now = 60_001;
    die('oom');
    expect([contents.reloads, gone.map(([, isRevived]) => isRevived)]).toEqual([4, [true, true, true, false, true]]);
  });
});

describe('the menu', () => {
  it('leads to every view, speaks both languages and has developer tools outside packages only', () => {
    const views: string[] = [];
    const template = menuTemplate({
      strings: desktopStrings('zh-Hans-CN'),
      isMac: false,
      isPackaged: true,
      onView: (view) => views.push(view),
    });
    const go = template.find(({ label }) => label === '前往')?.submenu;
    for (const item of Array.isArray(go) ? go : []) Reflect.apply(item.click ?? (() => undefined), undefined, []);
    expect(views).toEqual(['chat', 'quick-ask', 'write', 'translate']);
    expect(JSON.stringify(template)).not.toContain('toggleDevTools');
    expect(
      JSON.stringify(menuTemplate({ strings: desktopStrings('en'), isMac: true, isPackaged: false, onView: () => undefined })),
    ).toContain('toggleDevTools');
  });
});
