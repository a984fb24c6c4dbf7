/** The desktop entry's life on the Electron double: boot, second start, links, quitting. Proves wiring and order, not Electron. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDesktopApp } from '../../fixtures/desktop-app.ts';
import type { DesktopApp } from '../../fixtures/desktop-app.ts';
import { expect, test } from '../../fixtures/test.ts';

// Each start is one of its own.
test.use({ hasOwnApp: true });

const windowAt = async (desktop: DesktopApp, file: string) => (await desktop.control.windows()).find(({ url }) => url.includes(file));

// Catches: a policy that comes after the first page, a window shown empty, a quick-ask window that pops up at the start.
test('boots sandboxed, shows one window of ours, and keeps quick ask loaded and hidden', async ({ desktop, page }) => {
  expect(new URL(page.url()).pathname).toBe('/index.html');
  await desktop.page('quick.html');
  const names = (await desktop.control.calls()).map(({ name }) => name);
  expect(names).toContain('app.enableSandbox');
  expect(names).not.toContain('dialog.showErrorBox');
  expect(await windowAt(desktop, 'index.html')).toMatchObject({ isVisible: true, url: expect.stringMatching(/^app:\/\/ui\/index\.html/) });
  expect(await windowAt(desktop, 'quick.html')).toMatchObject({ isVisible: false });
  const shortcuts = await desktop.control.shortcuts();
  expect(shortcuts.length).toBeGreaterThan(0);
});

// Catches: anything but the one bridge reaching the page.
test('the page has the bridge, frozen, and nothing of Node, Electron or the preload', async ({ page }) => {
  const found = await page.evaluate(() => ({
    bridge: Object.keys((Reflect.get(window, 'inkstone') ?? {}) as object),
    isFrozen: Object.isFrozen(Reflect.get(window, 'inkstone')),
    leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__electronDoubleWire'].filter((name) => name in window),
  }));
  expect(found).toEqual({ bridge: ['connect', 'pathOf'], isFrozen: true, leaks: [] });
});

test('a second start opens the view it asks for in the first, and ends with code 0', async ({ desktop, page, endpoint, context }) => {
  await desktop.page('quick.html');
  await page.bringToFront();
  const second = await startDesktopApp({ engine: 'scripted', endpoint, context, home: desktop.home, args: ['--quick-ask'] });
  expect(await second.ended()).toBe(0);
  await expect.poll(() => windowAt(desktop, 'quick.html')).toMatchObject({ isVisible: true, isFocused: true });
  await expect((await desktop.page('quick.html')).getByRole('textbox', { name: 'Ask', exact: true })).toBeFocused();
  const third = await startDesktopApp({ engine: 'scripted', endpoint, context, home: desktop.home, args: ['--write'] });
  expect(await third.ended()).toBe(0);
  await expect(page).toHaveURL(/#\/write$/);
});

test.describe('a first start with a view', () => {
  test.use({ desktopArgs: ['--translate'] });
  test('shows it', async ({ page }) => {
    await expect(page).toHaveURL(/#\/translate$/);
  });
});

// Catches: a link that acts without a question, or whose text is sent.
test('an inkstone:// link asks first; declined it changes nothing, accepted it only fills the box', async ({ desktop, page, chat }) => {
  const asked = async (): Promise<number> => (await desktop.control.calls()).filter(({ name }) => name === 'dialog.showMessageBox').length;
  await desktop.control.openUrl('inkstone://new?text=Write%20to%20me');
  await expect.poll(asked).toBe(1);
  await expect(chat.message).toHaveValue('');
  await desktop.control.answerQuestion(0);
  await desktop.control.openUrl('inkstone://new?text=Write%20to%20me');
  await expect.poll(asked).toBe(2);
  await expect(chat.message).toHaveValue('Write to me');
  await expect(chat.own).toHaveCount(0);
  await desktop.control.openUrl('inkstone://evil?text=x');
  await desktop.control.openUrl('https://evil.example/');
  await expect(page).toHaveURL(/^http:\/\/ui\.app\.localhost\/index\.html/);
  expect(await asked()).toBe(2);
});

// Catches: a quit that waits for the model, loses the last words, or leaves a process.
test('quitting in mid-answer stores the text, ends with code 0 and says it is interrupted at the next start', async ({
  desktop,
  chat,
  startApp,
  openPage,
}) => {
  await chat.ask('[[slow]] [[long 400]]');
  await chat.whileWriting(20);
  const startedAt = performance.now();
  await desktop.control.quit().catch(() => undefined);
  expect(await desktop.ended()).toBe(0);
  expect(performance.now() - startedAt, 'milliseconds to quit').toBeLessThan(4_500);
  const page = await openPage(await startApp(desktop.home));
  await page.getByRole('list', { name: 'Chats', exact: true }).getByRole('link').first().click();
  await expect(page.getByRole('article', { name: 'Assistant' })).not.toBeEmpty();
  await expect(page.getByRole('button', { name: 'Continue', exact: true })).toBeVisible();
});

test('SIGTERM ends it with code 0 and leaves no lock', async ({ desktop, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  expect(await desktop.stop()).toBe(0);
  await expect(readFile(join(desktop.home, 'inkstone.lock'))).rejects.toThrow('ENOENT');
});

// Catches: peers' bug, an app that cannot be quit while a hidden window is open.
test('closing the main window quits where the tray does not keep the app', async ({ desktop, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  await desktop.page('quick.html');
  const main = await windowAt(desktop, 'index.html');
  const isGone = await desktop.control.closeWindow(main?.id ?? 0);
  if (isGone) expect(await desktop.ended()).toBe(0);
  else {
    expect(await windowAt(desktop, 'index.html')).toMatchObject({ isVisible: false });
    await desktop.control.quit().catch(() => undefined);
    expect(await desktop.ended()).toBe(0);
  }
});
