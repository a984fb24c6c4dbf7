/** The accessible names that tools outside the repository rely on (design §8, issue "the whole product" §6), on the real screens. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

type Role = 'button' | 'link' | 'textbox' | 'combobox' | 'list' | 'article' | 'searchbox';

const sees = async (page: Page, role: Role, ...names: string[]): Promise<void> => {
  for (const name of names) await expect.soft(page.getByRole(role, { name, exact: true }).first(), `${role} ${name}`).toBeVisible();
};
const open = (page: Page, name: string): Promise<void> => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

test('the rail and the chat have their names', async ({ page, chat }) => {
  const rail = page.getByRole('navigation');
  for (const name of ['Chat', 'Quick ask', 'Write', 'Translate', 'Playground', 'Models', 'Settings']) {
    await expect.soft(rail.getByRole('link', { name, exact: true }), name).toBeVisible();
  }
  await sees(page, 'button', 'New chat', 'Send', 'Candidates');
  await sees(page, 'textbox', 'Message');
  await sees(page, 'list', 'Chats');
  await sees(page, 'searchbox', 'Search chats');

  await chat.ask('[[slow]] Tell me something long.');
  await sees(page, 'article', 'You', 'Assistant');
  await expect(chat.answers.last()).toHaveAttribute('aria-busy', 'true');
  await sees(page, 'button', 'Stop');
  await chat.stop.click();
  await chat.answer();
  await sees(page, 'button', 'Continue', 'Regenerate', 'Copy', 'Send', 'Fork', 'Token view');
  await chat.own.last().hover();
  await sees(page, 'button', 'Edit');
});

// Catches: chats that only go out or come in through a menu or the settings, where nobody who has a chat in front of them looks.
test('a chat goes out from its header and its row, and chats come in beside their list', async ({ page, chat }) => {
  await chat.askAndWait('What is the capital of France? [[fast]]');
  await sees(page, 'button', 'Export', 'Import');
  for (const [name, title] of [
    ['Export', 'Export this chat'],
    ['Import', 'Import chats'],
  ] as const) {
    await chat.button(name).click();
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(chat.button(name)).toBeFocused();
  }
  await chat.threads.getByRole('button').first().click();
  await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Export this chat' })).toBeVisible();
  await page.keyboard.press('Escape');
  // Where there is no room for the button, the menu still has it.
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(chat.button('Export')).toHaveCount(0);
  await page.locator('main header').getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Export', exact: true })).toBeVisible();
});

test('versions and candidates have their names, and the status says which version shows', async ({ page, chat }) => {
  await page.getByRole('button', { name: 'Candidates', exact: true }).click();
  await page.getByRole('menuitemradio').nth(2).click();
  await chat.ask('What is the capital of France?');
  const use = page.getByRole('button', { name: 'Use this answer', exact: true });
  await expect(use).toHaveCount(3);
  await expect(page.locator('article[aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });
  await use.nth(1).click();
  await expect(page.getByRole('status').filter({ hasText: /^2 of 3$/u })).toBeVisible();
  await page.getByRole('button', { name: 'Next version', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /^3 of 3$/u })).toBeVisible();
  await page.getByRole('button', { name: 'Previous version', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /^2 of 3$/u })).toBeVisible();
});

test('Quick ask has its names', async ({ page }) => {
  await open(page, 'Quick ask');
  await sees(page, 'textbox', 'Ask');
  await sees(page, 'list', 'Commands');
  const commands = page.getByRole('list', { name: 'Commands', exact: true });
  for (const name of ['Ask', 'Explain', 'Summarise', 'Proofread', 'Rewrite', 'Translate', 'Reply']) {
    await expect.soft(commands.getByRole('button', { name }), name).toBeVisible();
  }
  await page.getByRole('textbox', { name: 'Ask', exact: true }).fill('What is the capital of France?');
  await page.keyboard.press('Enter');
  await sees(page, 'button', 'Copy', 'Continue in chat');
});

test('Write has its names', async ({ page }) => {
  await open(page, 'Write');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('the tap drips since two weeks and nobody has came');
  for (const name of ['Proofread', 'Rewrite', 'Friendly', 'Professional', 'Concise', 'Summarise', 'Reply'])
    await sees(page, 'button', name);
  await page.getByRole('button', { name: 'Proofread', exact: true }).click();
  await sees(page, 'list', 'Changes');
  await sees(page, 'button', 'Accept', 'Reject', 'Accept all', 'Reject all', 'Undo');
});

test('Translate has its names', async ({ page }) => {
  await open(page, 'Translate');
  await sees(page, 'textbox', 'Source text', 'Translation');
  await sees(page, 'combobox', 'From', 'To');
  await sees(page, 'button', 'Swap languages', 'Translate');
});

// Catches: a keyboard user who is thrown back to the top of the page by a button that switched itself off.
test('the focus has a place after a rename, an edit, Regenerate, a version, Write and Accept all', async ({ page, chat }) => {
  await chat.askAndWait('What is the capital of France?');
  await page.getByRole('heading', { level: 1 }).getByRole('button').press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title of the chat' })).toBeFocused();
  await page.keyboard.type('Geography');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Geography', exact: true })).toBeFocused();

  await chat.message.press('ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Edit your message' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(chat.message).toBeFocused();
  await page.getByRole('button', { name: 'Regenerate', exact: true }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^2 of 2$/u })).toBeVisible();
  await expect(chat.message).toBeFocused();
  // While it is written the switch is off, and a key on it would do nothing.
  await expect(page.locator('article[aria-busy="true"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Previous version', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Next version', exact: true })).toBeFocused();

  await open(page, 'Write');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('the tap drips since two weeks and nobody has came');
  await page.getByRole('button', { name: 'Proofread', exact: true }).press('Enter');
  await expect(page.getByRole('list', { name: 'Changes' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Result' })).toBeFocused();
  await page.getByRole('button', { name: 'Accept all', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeFocused();
});

// Catches: rows that move while they are measured taken for the reader's own scrolling.
test('a long turn just sent is followed to its end', async ({ page, chat }) => {
  await chat.askAndWait('[[fast]] [[long 600]]');
  await chat.ask('word '.repeat(700));
  await expect(page.locator('article[aria-busy="true"]')).toHaveCount(0);
  await expect(chat.own.last()).toContainText('word word');
  await expect(page.getByText('New text below')).toHaveCount(0);
  const left = (): Promise<number> =>
    page
      .getByRole('region', { name: 'Messages' })
      .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
  await expect.poll(left).toBeLessThan(32);
});

// Catches: the browser leaving the page, and with it every unsent word, for a file that missed its place.
test('a file dropped where nothing takes it changes nothing', async ({ page, chat }) => {
  const isRefused = await chat.message.evaluate((box) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'notes.txt'));
    return ['dragover', 'drop'].map((type) => !box.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })));
  });
  expect(isRefused).toEqual([true, true]);
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
});

test('F6 goes round the rail, the list of chats, the chat and the message box', async ({ page, chat }) => {
  await expect(chat.message).toBeFocused();
  for (const name of ['Chat', 'Search chats', 'Show or hide the list of chats', 'Message']) {
    await page.keyboard.press('F6');
    await expect(page.locator(':focus')).toHaveAccessibleName(name);
  }
});

// Catches: a page that in a browser offers what only the desktop's own window can do.
test("the page of the desktop's quick-ask window leads to the route in a browser", { tag: '@browser' }, async ({ page, app }) => {
  await page.goto(`${app.origin}/quick.html`);
  await expect(page).toHaveURL(`${app.origin}/#/quick-ask`);
  await expect(page.getByRole('textbox', { name: 'Ask', exact: true })).toBeFocused();
});
