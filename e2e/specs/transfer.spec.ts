/** Chats go out as files and come in from them, in both hosts, by mouse and by keyboard. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { DesktopApp } from '../fixtures/desktop-app.ts';
import type { RunningApp } from '../fixtures/running-app.ts';
import { expect, test } from '../fixtures/test.ts';
import { violations } from '../pages/violations.ts';

const openMenu = async (page: Page): Promise<void> =>
  page.locator('main header').getByRole('button', { name: 'More', exact: true }).click();

/** What `act` makes the application write: a download, or the file that the save dialog names. */
async function exported(app: RunningApp, page: Page, name: string, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  if (app instanceof DesktopApp) {
    const path = join(app.home, name);
    await app.control.answerFileDialog([path]);
    await act();
    const read = (): Promise<string> => readFile(path, 'utf8').catch(() => '');
    await expect.poll(read).not.toBe('');
    return { name, text: await read() };
  }
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

const dialogButton = (page: Page, name: string): Locator => page.getByRole('dialog').getByRole('button', { name, exact: true });

const CONVERSATION = {
  title: 'From another program',
  create_time: 1_700_000_000,
  update_time: 1_700_000_100,
  conversation_id: 'c-1',
  current_node: 'a2',
  mapping: {
    root: { id: 'root', parent: null, children: ['q'], message: null },
    q: {
      id: 'q',
      parent: 'root',
      children: ['a1', 'a2'],
      message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['imported question'] } },
    },
    a1: {
      id: 'a1',
      parent: 'q',
      children: [],
      message: { author: { role: 'assistant' }, content: { content_type: 'text', parts: ['first version'] } },
    },
    a2: {
      id: 'a2',
      parent: 'q',
      children: [],
      message: { author: { role: 'assistant' }, content: { content_type: 'text', parts: ['second version <img src=x onerror=alert(1)>'] } },
    },
  },
};
const FILE = { name: 'conversations.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify([CONVERSATION])) };

const chooseFile = async (page: Page, file: typeof FILE): Promise<void> =>
  page.getByRole('dialog').locator('input[type="file"]').setInputFiles(file);

// Catches: a form of export that is empty, lacks the answer or has the wrong ending, and a print of something else than the chat.
test('a chat is exported in every form and printed, and everything comes back from JSON', async ({ page, app, chat }) => {
  await chat.askAndWait('What is the capital of France?');
  const forms = [
    ['Markdown', 'md', '## You\n\nWhat is the capital of France?'],
    ['HTML', 'html', "default-src 'none'"],
    ['JSON', 'json', '{"format":"inkstone-library","version":2'],
    ['Plain text', 'txt', 'You:\nWhat is the capital of France?'],
  ] as const;
  for (const [form, ending, words] of forms) {
    await openMenu(page);
    await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
    await page.getByRole('radio', { name: form, exact: true }).check();
    const file = await exported(app, page, `chat.${ending}`, () => dialogButton(page, 'Export').click());
    expect(file.text).toContain(words);
    expect(file.text).toContain('Paris');
    expect(file.name.endsWith(`.${ending}`)).toBe(true);
    await expect(page.getByRole('dialog', { name: 'Export this chat' })).toHaveCount(0);
  }
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { printed: said, print: () => said.push(document.querySelector('.print-thread')?.textContent ?? '') });
  });
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
  await dialogButton(page, 'Print').click();
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'printed') as string[])).toEqual([expect.stringContaining('Paris')]);
});

// Catches: a hostile file that ends the application, an import that writes before it is confirmed, loses versions or comes in twice, and an
// undo that leaves chats behind.
test('a file is looked at before anything is written, comes in with its versions, is known again, and goes out again by undo', async ({
  page,
  app,
  chat,
}) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await chooseFile(page, { ...FILE, name: 'bad.json', buffer: Buffer.from(`[${'['.repeat(100_000)}`) });
  await expect(page.getByRole('alert')).toContainText('nested deeper than any chat (256 levels)');
  await chooseFile(page, { ...FILE, name: 'x.zip', buffer: Buffer.from('PK\u0003\u0004more') });
  await expect(page.getByRole('alert')).toContainText('Unzip it first');
  await chooseFile(page, FILE);
  await expect(page.getByText('ChatGPT: 1 chat, 3 messages')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const row = page.getByRole('checkbox', { name: /From another program/ });
  await expect(row).toBeChecked();
  await row.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('0 selected')).toBeVisible();
  await expect(dialogButton(page, 'Import')).toBeDisabled();
  await page.keyboard.press('Space');
  await dialogButton(page, 'Import').click();
  await expect(page.getByText('1 chat was imported.')).toBeVisible();
  await dialogButton(page, 'Close').last().click();
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await chat.threads.getByRole('link', { name: 'From another program' }).click();
  await expect(chat.answers.last()).toContainText('second version');
  await expect(page.getByText('2 of 2')).toBeAttached();
  await page.getByRole('button', { name: 'Previous version' }).first().click();
  await expect(chat.answers.last()).toContainText('first version');

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await chooseFile(page, FILE);
  await expect(page.getByText('1 already here')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /From another program/ })).not.toBeChecked();
  await dialogButton(page, 'Choose another file').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Undo import/ })
    .click();
  await expect(page.getByText('The import was undone: 1 chat was removed.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await expect(page.getByText('From another program')).toHaveCount(0);
  expect(app.hasEnded).toBe(false);
});

// Catches: an export that the mouse alone can reach, and one that changes on the way through another library.
test('all chats go out by the keyboard alone, and into a fresh library byte for byte', async ({
  page,
  app,
  chat,
  startApp,
  openPage,
  context,
}) => {
  await chat.askAndWait('What is the capital of France?');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const out = async (from: Page, host: RunningApp, name: string): Promise<string> => {
    await from.getByRole('button', { name: 'Export', exact: true }).focus();
    await from.keyboard.press('Enter');
    await expect(from.getByRole('radio', { name: 'Markdown', exact: true })).toBeFocused();
    for (let step = 0; step < 2; step += 1) await from.keyboard.press('ArrowDown');
    await expect(from.getByRole('radio', { name: 'JSON', exact: true })).toBeChecked();
    await dialogButton(from, 'Export').focus();
    const file = await exported(host, from, name, () => from.keyboard.press('Enter'));
    return file.text;
  };
  const first = await out(page, app, 'first.json');
  if (app instanceof DesktopApp) return; // a second window of another data folder: the browser host shows it
  const other = await startApp();
  const fresh = await openPage(other, await context.newPage());
  await fresh.getByRole('link', { name: 'Settings', exact: true }).click();
  await fresh.getByRole('button', { name: 'Import', exact: true }).click();
  await chooseFile(fresh, { ...FILE, name: 'first.json', buffer: Buffer.from(first) });
  await dialogButton(fresh, 'Import').click();
  await expect(fresh.getByText('1 chat was imported.')).toBeVisible();
  await dialogButton(fresh, 'Close').last().click();
  expect(await out(fresh, other, 'second.json')).toBe(first);
  await fresh.close();
});
