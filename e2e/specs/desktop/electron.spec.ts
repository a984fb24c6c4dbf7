/** Real Electron, where its binary is installed: the desktop entry boots, keeps to its policy and ends cleanly. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { _electron as electron, expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { makeHome, removeHome, ROOT } from '../../fixtures/served-app.ts';

const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules/electron/dist');
const hasElectron = ['electron', 'electron.exe', 'Electron.app'].some((name) => existsSync(join(dist, name)));

test.describe('desktop host', () => {
  test.skip(!hasElectron, 'skipped: no Electron binary');
  test.describe.configure({ mode: 'serial' });

  let app: ElectronApplication;
  let home: string;

  test.beforeAll(async () => {
    home = await makeHome();
    app = await electron.launch({
      args: [join(ROOT, 'out/main/index.js'), '--fake-engine'],
      env: { ...process.env, INKSTONE_HOME: home, INKSTONE_THREADS: '1' },
    });
  });

  test.afterAll(async () => {
    await app.close();
    await removeHome(home);
  });

  test('boots with one window that shows the chat', async () => {
    const page = await app.firstWindow();
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    const shown = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length);
    expect(shown).toBe(1);
  });

  test('the window is sandboxed, isolated and has no Node', async () => {
    const page = await app.firstWindow();
    expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')])).toEqual([
      'undefined',
      'undefined',
    ]);
    expect(await page.evaluate(() => window.location.protocol)).toBe('app:');
  });

  test('the quick-ask window opens, takes the caret, and closes with Escape', async () => {
    await app.evaluate(({ app: electronApp }) =>
      electronApp.emit('second-instance', {}, ['electron', '.', '--quick-ask'], process.cwd(), null),
    );
    const quick = await app
      .waitForEvent('window', { predicate: (page) => page.url().includes('quick'), timeout: 10_000 })
      .catch(() => app.windows().find((page) => page.url().includes('quick')));
    if (!quick) throw new Error('no quick-ask window');
    await expect(quick.getByRole('textbox', { name: 'Ask' })).toBeFocused();
    await quick.keyboard.press('Escape');
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length))
      .toBe(1);
  });

  test('quits cleanly', async () => {
    const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app: electronApp }) => electronApp.quit());
    expect(await ended).toBe(0);
  });
});
