/** Order among chats: folders, archive, stars, selection, by mouse and by keyboard; and temporary chats, of which nothing reaches the disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { ChatPage } from '../pages/chat-page.ts';
import { violations } from '../pages/violations.ts';

/** The files of a data folder, logs and write-ahead log too, that hold the word in either of the ways Chromium and SQLite write it. */
function filesWith(folder: string, word: string): string[] {
  const forms = [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

const chatLink = (chat: ChatPage, name: string): Locator => chat.threads.getByRole('link', { name });
const folderButton = (chat: ChatPage, name: string): Locator => chat.threads.getByRole('button', { name, exact: true });

/** The name of the open chat, changed in the list. */
async function rename({ page, threads }: ChatPage, name: string): Promise<void> {
  await threads.locator('a[aria-current="page"]').focus();
  await page.keyboard.press('F2');
  const box = threads.getByRole('textbox');
  await expect(box).toBeFocused();
  await box.fill(name);
  await box.press('Enter');
  await expect(threads.getByRole('link', { name })).toBeVisible();
}

/** Chats with a name each, the last one open. */
async function makeChats(chat: ChatPage, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await chat.newChat();
    await chat.askAndWait(`${name} [[fast]]`);
    await rename(chat, name);
  }
}

async function makeFolder(chat: ChatPage, name: string): Promise<void> {
  await chat.button('New folder').click();
  const box = chat.threads.getByRole('textbox', { name: 'Name of the folder' });
  await expect(box).toBeFocused();
  await box.fill(name);
  await box.press('Enter');
  await expect(folderButton(chat, name)).toBeFocused();
}

/** What the list shows from top to bottom, each as far in as it stands. */
const rows = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role="list"] [data-row-focus]')].map((element) => {
      const depth = Math.round((Number.parseFloat(getComputedStyle(element).paddingLeft) - 8) / 14);
      return `${'  '.repeat(depth)}${element.matches('button') ? '/' : ''}${element.title}`;
    }),
  );

test.describe('a temporary chat', () => {
  test.use({ hasOwnApp: true });

  // Catches: a word of a temporary chat in a database, log or storage of the browser, and one that comes back after a crash.
  test('reaches no file of the data folder while it is open, after kill -9, and after an ordinary end', async ({
    page,
    chat,
    app,
    problems,
    startApp,
    openPage,
  }) => {
    problems.allow(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource|fetch/i);
    const marker = 'zanzibarquartz';
    const talk = async (view: ChatPage, home: string): Promise<void> => {
      await view.button('Temporary chat').click();
      await expect(view.page.getByRole('note').filter({ hasText: 'Temporary chat. It is in memory only' })).toBeVisible();
      await view.askAndWait(`What about ${marker}? [[fast]]`);
      await expect(view.answers.last()).toContainText(marker);
      await view.button('Regenerate').click();
      await expect(view.page.getByRole('status').filter({ hasText: '2 of 2' })).toBeVisible();
      await view.answer();
      await view.own.first().hover();
      await view.own.first().getByRole('button', { name: 'Star', exact: true }).click();
      await rename(view, `Title ${marker}`);
      await view.message.fill(`A draft about ${marker}`);
      // Leaving the chat stores the draft, and coming back reads it from where it is stored.
      await view.threads.getByRole('link').last().click();
      await chatLink(view, `Title ${marker}`).click();
      await expect(view.message).toHaveValue(`A draft about ${marker}`);
      await view.page.reload();
      await expect(view.message).toHaveValue(`A draft about ${marker}`);
      await expect(view.answers.last()).toContainText(marker);
      expect(filesWith(home, marker), 'while it is open').toEqual([]);
    };
    await chat.askAndWait('A chat of the library [[fast]]');
    await chat.newChat();
    await talk(chat, app.home);
    await app.killTree();
    expect(filesWith(app.home, marker), 'after kill -9').toEqual([]);
    expect(filesWith(app.home, 'A chat of the library').length, 'the search does find what is there').toBeGreaterThan(0);

    const again = await startApp(app.home);
    const view = new ChatPage(await openPage(again, page));
    await expect(view.threads.getByRole('link')).toHaveCount(1);
    await view.newChat();
    await talk(view, again.home);
    expect(await again.stop()).toBe(0);
    expect(filesWith(again.home, marker), 'after the end').toEqual([]);
  });

  // Catches: typed words that are lost on the way into or out of a temporary chat, a search that finds it, and one that is kept without its
  // versions.
  test('begins by keyboard with what is typed, is left without a word, and is kept whole', async ({ page, chat, host }) => {
    await chat.message.fill('Half a thought');
    await page.keyboard.press(host === 'desktop' ? 'Control+Shift+N' : 'Alt+Shift+N');
    const note = page.getByRole('note').filter({ hasText: 'Temporary chat' });
    await expect(note).toBeVisible();
    await expect(chat.message).toHaveValue('Half a thought');
    await expect(chatLink(chat, 'Temporary chat')).toBeVisible();
    await chat.button('Leave the temporary chat').click();
    await expect(note).toHaveCount(0);
    await expect(chat.threads.getByRole('link')).toHaveCount(0);
    await chat.button('Undo').click();
    await expect(chat.message).toHaveValue('Half a thought');
    await chat.askAndWait('Say hello [[fast]]');
    await chat.button('Regenerate').click();
    await expect(page.getByRole('status').filter({ hasText: '2 of 2' })).toBeVisible();
    await chat.answer();
    await expect(chat.message).toBeFocused();
    await chat.search.fill('hello');
    await expect(page.getByText('Nothing found')).toBeVisible();
    await chat.search.fill('');
    await note.getByRole('button', { name: 'Keep this chat' }).click();
    await expect(note).toHaveCount(0);
    await expect(chat.threads.getByText('Today')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('status').filter({ hasText: '2 of 2' })).toBeVisible();
    await chat.search.fill('hello');
    await expect(page.getByRole('link', { name: /hello/i }).first()).toBeVisible();
  });
});

// Catches: a folder that goes into itself, a move by any of the ways that lands elsewhere, chats deleted with their folder, and an undo
// that forgets where they were.
test('folders lie in folders, are moved by keyboard, menu and mouse, and come back with their chats', async ({ page, chat }) => {
  await makeChats(chat, 'Alpha', 'Beta', 'Gamma');
  await makeFolder(chat, 'Work');
  await makeFolder(chat, 'Home');
  expect(await rows(page)).toEqual(['/Work', '/Home', 'Gamma', 'Beta', 'Alpha']);

  await test.step('a folder into another by dragging, a chat into a folder by dragging', async () => {
    await folderButton(chat, 'Home').dragTo(folderButton(chat, 'Work'));
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', 'Gamma', 'Beta', 'Alpha']);
    await chatLink(chat, 'Gamma').dragTo(folderButton(chat, 'Home'));
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '    Gamma', 'Beta', 'Alpha']);
  });
  await test.step('never into itself', async () => {
    await folderButton(chat, 'Work').dragTo(folderButton(chat, 'Home'));
    expect(await rows(page)).toEqual(['/Work', '  /Home', '    Gamma', 'Beta', 'Alpha']);
  });
  await test.step('a chat by cut and paste', async () => {
    await chatLink(chat, 'Beta').focus();
    await page.keyboard.press('Control+x');
    await expect(page.getByRole('status').filter({ hasText: 'Picked up: Beta' })).toBeVisible();
    await page.keyboard.press('Home');
    await expect(folderButton(chat, 'Work')).toBeFocused();
    await page.keyboard.press('Control+v');
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '    Gamma', '  Beta', 'Alpha']);
    await expect(folderButton(chat, 'Work')).toBeFocused();
  });
  await test.step('a chat by the menu and its dialog, with undo', async () => {
    await chatLink(chat, 'Alpha').hover();
    await chat.button('Actions for Alpha').click();
    await page.getByRole('menuitem', { name: 'Move to folder…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Where should “Alpha” go?' });
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await expect(dialog.getByRole('button', { name: /No folder/ })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Home' }).click();
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '    Gamma', '    Alpha', '  Beta']);
    await chat.button('Undo').first().click();
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '    Gamma', '  Beta', 'Alpha']);
  });
  await test.step('the arrow keys open and close, and a reload keeps what is open', async () => {
    await folderButton(chat, 'Home').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(folderButton(chat, 'Home')).toHaveAttribute('aria-expanded', 'false');
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '  Beta', 'Alpha']);
    await page.reload();
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '  Beta', 'Alpha']);
    await folderButton(chat, 'Home').focus();
    await page.keyboard.press('ArrowRight');
    await expect(chatLink(chat, 'Gamma')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(chatLink(chat, 'Gamma')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(folderButton(chat, 'Home')).toBeFocused();
  });
  await test.step('a deleted folder gives its chats to the list, and undo takes them back', async () => {
    await folderButton(chat, 'Work').focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => rows(page)).toEqual(['Gamma', 'Beta', 'Alpha']);
    await chat.button('Undo').first().click();
    await expect.poll(() => rows(page)).toEqual(['/Work', '  /Home', '    Gamma', '  Beta', 'Alpha']);
  });
  await test.step('renamed by F2, moved up by Alt and an arrow', async () => {
    await makeFolder(chat, 'Third');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await rows(page))[0]).toBe('/Third');
    await folderButton(chat, 'Third').focus();
    await page.keyboard.press('F2');
    await expect(chat.threads.getByRole('textbox')).toBeFocused();
    await chat.threads.getByRole('textbox').fill('First');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await rows(page))[0]).toBe('/First');
  });
});

// Catches: a selection that takes one too many or too few, and a bulk action that an undo or the archive does not bring back whole.
test('several chats are selected, archived, deleted and brought back at once', async ({ page, chat }) => {
  await makeChats(chat, 'Alpha', 'Beta', 'Gamma', 'Delta');
  const bar = page.getByRole('toolbar', { name: 'Selected chats' });
  await chatLink(chat, 'Delta').click({ modifiers: ['ControlOrMeta'] });
  await chatLink(chat, 'Beta').click({ modifiers: ['Shift'] });
  await expect(bar.getByRole('status')).toHaveText('3 selected');
  await expect(page.getByRole('checkbox', { name: 'Select Gamma' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Select Alpha' })).not.toBeChecked();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => rows(page)).toEqual(['Alpha']);
  await expect(chat.own.first()).toContainText('Alpha');
  await chat.button('Undo').first().click();
  await expect.poll(() => rows(page)).toEqual(['Delta', 'Gamma', 'Beta', 'Alpha']);

  await chatLink(chat, 'Gamma').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar.getByRole('status')).toHaveText('2 selected');
  await page.keyboard.press('Control+Space');
  await expect(bar.getByRole('status')).toHaveText('1 selected');
  await page.keyboard.press('Control+a');
  await expect(bar.getByRole('status')).toHaveText('4 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(bar.getByRole('status')).toHaveText('2 selected');
  await bar.getByRole('button', { name: 'Archive' }).click();
  await expect.poll(() => rows(page)).toEqual(['Delta', 'Alpha']);

  await page.getByRole('group', { name: 'Views of the list' }).getByRole('button', { name: 'Archive' }).click();
  const archive = page.getByRole('list', { name: 'Archived chats' });
  await expect(archive.getByRole('link')).toHaveText(['Gamma', 'Beta']);
  await archive.getByRole('link', { name: 'Beta' }).click();
  const note = page.getByRole('note').filter({ hasText: 'Archived' });
  await note.getByRole('button', { name: 'Back to the list' }).click();
  await expect(archive.getByRole('link')).toHaveText(['Gamma']);
  await expect(note).toHaveCount(0);
  await page.getByRole('group', { name: 'Views of the list' }).getByRole('button', { name: 'Archive' }).click();
  await expect.poll(() => rows(page)).toEqual(['Delta', 'Beta', 'Alpha']);
});

// Catches: a star that is not stored, or an entry that leads to another message or leaves the focus behind.
test('a starred message is listed, and its entry leads back to it', async ({ page, chat }) => {
  await makeChats(chat, 'Moons');
  await chat.answers.first().getByRole('button', { name: 'Star', exact: true }).click();
  await expect(chat.answers.first().getByRole('button', { name: 'Remove the star' })).toHaveAttribute('aria-pressed', 'true');
  await makeChats(chat, 'Other');
  await page.getByRole('button', { name: 'Starred', exact: true }).click();
  const starred = page.getByRole('list', { name: 'Starred messages' });
  await starred.getByRole('link', { name: /Moons/ }).click();
  await expect(chat.own.first()).toContainText('Moons');
  await expect(chat.answers.first()).toBeFocused();
  await starred.getByRole('button', { name: 'Remove the star' }).click();
  await expect(page.getByText('No starred messages.')).toBeVisible();
});

// Catches: a list with folders and a selection whose roles, names or contrast axe objects to.
test('axe finds nothing in the list with all of it', async ({ page, chat }) => {
  await makeChats(chat, 'Alpha', 'Beta');
  await makeFolder(chat, 'Work');
  await chatLink(chat, 'Alpha').click({ modifiers: ['ControlOrMeta'] });
  expect(await violations(page)).toEqual([]);
});
