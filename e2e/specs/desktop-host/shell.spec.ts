/**
 * What is around the windows, in one boot on the Electron double: tray, menus, notifications, badge, context menu, start at
 * login, zoom, the window's place, closing to the tray. Proves wiring, not a real tray, menu or notification.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import process from 'node:process';
import { startDesktopApp } from '../../fixtures/desktop-app.ts';
import type { DesktopApp } from '../../fixtures/desktop-app.ts';
import { expect, test } from '../../fixtures/test.ts';
import { ChatPage } from '../../pages/chat-page.ts';

test.use({ hasOwnApp: true });

const mainWindow = async (desktop: DesktopApp) => {
  const found = (await desktop.control.windows()).find(({ url }) => url.includes('index.html'));
  if (found === undefined) throw new Error('there is no main window');
  return found;
};
const labels = (items: readonly { readonly label: string }[]): string[] => items.map(({ label }) => label);

/** A folder for the system's own settings, and a bus that says that somebody shows tray icons. */
function makeDesktop(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-shell-'));
  writeFileSync(join(folder, 'busctl'), '#!/bin/sh\necho "b true"\n', { mode: 0o755 });
  return { folder, env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, XDG_CONFIG_HOME: folder } };
}

function storedSetting(home: string, key: string): unknown {
  const database = new DatabaseSync(join(home, 'inkstone.db'), { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare('SELECT value FROM settings WHERE key = ?').get(key)?.['value'];
  } finally {
    database.close();
  }
}

test('tray, menus, notifications, badge, context menu, login item, zoom and place do what they say', async ({
  endpoint,
  context,
  problems,
}) => {
  const { folder, env } = makeDesktop();
  const desktop = await startDesktopApp({ engine: 'scripted', endpoint, context, env });
  const { control } = desktop;
  problems.allowOrigin(desktop.origin);
  const callsOf = async (name: string): Promise<unknown[]> =>
    (await control.calls()).filter((call) => call.name === name).map(({ args }) => args[0]);
  const page = await desktop.page();
  const chat = new ChatPage(page);
  const toggle = (name: string) => page.getByRole('switch', { name, exact: true });

  await test.step('the tray says what the model does and leads to the views', async () => {
    await expect(chat.message).toBeVisible();
    await expect.poll(async () => labels(await control.trayMenu())[0]).toMatch(/^Ready · /);
    await control.chooseMenu(['View', 'Write']);
    await expect(page).toHaveURL(/#\/write$/);
    await control.chooseTray(['New chat']);
    await expect(page).toHaveURL(/#\/chat$/);
    await control.chooseTray(['Quick ask']);
    const isQuickShown = async (): Promise<boolean> =>
      (await control.windows()).some(({ url, isVisible }) => url.includes('quick.html') && isVisible);
    await expect.poll(isQuickShown).toBe(true);
    await (await desktop.page('quick.html')).getByRole('textbox', { name: 'Ask', exact: true }).press('Escape');
    await expect.poll(isQuickShown).toBe(false);
    await control.clickTray();
    await expect.poll(async () => (await mainWindow(desktop)).isFocused).toBe(true);
  });

  await test.step('an answer that comes while nobody looks is announced, and the click opens its chat', async () => {
    await chat.ask('[[slow]] [[long 8]]');
    await expect(page).toHaveURL(/#\/chat\/.+/);
    const address = page.url();
    await expect.poll(async () => labels(await control.trayMenu())[0]).toMatch(/^Writing an answer · /);
    await control.chooseMenu(['View', 'Translate']);
    await control.blurWindow((await mainWindow(desktop)).id);
    await expect.poll(async () => (await control.notifications()).length, { timeout: 15_000 }).toBe(1);
    expect(await control.notifications()).toEqual([{ title: expect.stringMatching(/./), body: 'The answer is ready.' }]);
    await expect.poll(() => callsOf('app.setBadgeCount')).toEqual([1]);
    await control.clickNotification(0);
    await expect(page).toHaveURL(address);
    await expect.poll(async () => (await mainWindow(desktop)).isFocused).toBe(true);
    await expect.poll(() => callsOf('app.setBadgeCount')).toEqual([1, 0]);
  });

  await test.step('all answers are stopped from the tray', async () => {
    await chat.ask('[[slow]] [[long 400]]');
    await expect.poll(async () => (await control.trayMenu()).find(({ label }) => label === 'Stop all answers')?.isEnabled).toBe(true);
    await control.chooseTray(['Stop all answers']);
    await expect(page.locator('article[aria-busy="true"]')).toHaveCount(0);
    expect(await control.notifications(), 'what the user ended is no news').toHaveLength(1);
  });

  await test.step('the right mouse button offers spelling and the clipboard', async () => {
    const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
    const params = { editFlags, isEditable: true, linkURL: '', selectionText: '', misspelledWord: 'teh', dictionarySuggestions: ['the'] };
    await control.contextMenuAt((await mainWindow(desktop)).id, params);
    expect(labels(await control.contextMenu())).toEqual(['the', 'Add to dictionary', 'Cut', 'Copy', 'Paste', 'Select all']);
    const outside = { ...params, isEditable: false, misspelledWord: '', linkURL: 'https://example.org/' };
    await control.contextMenuAt((await mainWindow(desktop)).id, outside);
    expect(labels(await control.contextMenu())).toEqual(['Copy link']);
  });

  await test.step('the menus change the size of the text, and lead to settings and self-test', async () => {
    await control.chooseMenu(['Help', 'Self-test']);
    await expect(page).toHaveURL(/#\/settings\/self-test$/);
    await control.chooseMenu(['File', 'Settings']);
    await expect(page.getByRole('heading', { name: 'Desktop', exact: true })).toBeVisible();
    const size = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    const before = await size();
    await control.chooseMenu(['View', 'Larger text']);
    await expect.poll(size).not.toBe(before);
    await control.chooseMenu(['View', 'Normal text size']);
    await expect.poll(size).toBe(before);
  });

  await test.step('start at login is an entry of the system, hidden, and goes again', async () => {
    const entry = join(folder, 'autostart', 'inkstone.desktop');
    await toggle('Start at login').click();
    await expect.poll(() => existsSync(entry)).toBe(true);
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*--hidden/m);
    await toggle('Start at login').click();
    await expect.poll(() => existsSync(entry)).toBe(false);
  });

  await test.step('tray and menus follow the language', async () => {
    await page.getByRole('combobox', { name: 'Language', exact: true }).selectOption('zh-CN');
    await expect.poll(async () => labels(await control.trayMenu())).toContain('退出 Inkstone');
    await expect.poll(async () => labels(await control.menu())).toEqual(['文件', '编辑', '显示', '窗口', '帮助']);
    await page.locator('section[aria-labelledby="settings-general"] select').first().selectOption('en');
    await expect.poll(async () => labels(await control.trayMenu())).toContain('Quit Inkstone');
  });

  await test.step('closing hides where the user wants it, the tray brings the window back, and quits', async () => {
    await toggle('Keep running in the tray').click();
    await expect(toggle('Keep running in the tray')).toBeChecked();
    // The switch shows the wish at once; main must know of it before the window is closed.
    await expect.poll(() => storedSetting(desktop.home, 'shouldCloseToTray')).toBe('true');
    const { id } = await mainWindow(desktop);
    await control.moveWindow(id, { x: 40, y: 60, width: 1_000, height: 700 });
    await expect.poll(() => control.closeWindow(id)).toBe(false);
    await expect.poll(async () => (await mainWindow(desktop)).isVisible).toBe(false);
    await control.chooseTray(['Open Inkstone']);
    await expect.poll(async () => (await mainWindow(desktop)).isVisible).toBe(true);
    await control.closeWindow(id);
    await control.chooseTray(['Quit Inkstone']).catch(() => undefined);
    expect(await desktop.ended()).toBe(0);
    expect(JSON.parse(readFileSync(join(desktop.home, 'window-state.json'), 'utf8'))).toMatchObject({
      bounds: { x: 40, y: 60, width: 1_000, height: 700 },
    });
  });

  // The next start is one after three crashes: it comes where the window was, without the graphics processor, and says why.
  await test.step('after three crashed starts the next is a safe one, in the old place', async () => {
    writeFileSync(join(desktop.home, 'starts.json'), JSON.stringify({ crashes: 2, isRunning: true }));
    const safe = await startDesktopApp({ engine: 'scripted', endpoint, context, home: desktop.home, env });
    await expect((await safe.page()).getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
    expect((await mainWindow(safe)).bounds).toEqual({ x: 40, y: 60, width: 1_000, height: 700 });
    const calls = await safe.control.calls();
    expect(labels(calls.map(({ name }) => ({ label: name })))).toContain('app.disableHardwareAcceleration');
    await expect
      .poll(async () => (await safe.control.calls()).find(({ name }) => name === 'dialog.showMessageBox')?.args[0])
      .toMatchObject({ message: 'Inkstone started in safe mode' });
    // Quitting on purpose is no crash: the start after this one is a plain one.
    expect(await safe.stop()).toBe(0);
    expect(JSON.parse(readFileSync(join(desktop.home, 'starts.json'), 'utf8'))).toEqual({ crashes: 0, isRunning: false });
  });
  rmSync(folder, { recursive: true });
  rmSync(desktop.home, { recursive: true });
});
