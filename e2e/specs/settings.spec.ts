/** Settings apply at once, survive a reload, and lead to what takes the data out. */
import { expect, test } from '../fixtures/test.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

test.beforeEach(async ({ page }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

test('theme, language and text size apply at once and survive a reload', async ({ page }) => {
  const root = page.locator('html');
  await page.getByLabel('Theme', { exact: true }).selectOption('Dark');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+=');
  await expect(page.getByLabel('Text size', { exact: true })).toHaveValue('110');
  await page.keyboard.press('Control+0');
  await page.getByLabel('Language', { exact: true }).selectOption('简体中文');
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'zh-CN');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: '将“界面语言”恢复默认' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

// Catches: a chat that is lost once its Undo is gone, an erasing that nobody was asked about, and a question that Escape takes away with the
// whole dialog.
test('what was deleted can be had back later, or erased after a question', async ({ page, chat }) => {
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  for (const name of ['apples', 'pears', 'plums']) {
    await chat.newChat();
    await chat.askAndWait(`About ${name} [[fast]]`);
    await chat.button('More').click();
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await expect(chat.own).toHaveCount(0);
  }
  await expect(chat.threads.getByRole('link')).toHaveCount(0);
  const show = page.locator('section[aria-labelledby="settings-data"] button[aria-haspopup="dialog"]');
  await inEveryLook(page, async (look) => {
    await show.click();
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(3);
    expect.soft(await violations(page), lookName(look)).toEqual([]);
    await page.keyboard.press('Escape');
  });
  await show.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Recently deleted' });
  const rows = dialog.getByRole('list', { name: 'Deleted chats, texts and messages' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  const erase = rows.last().getByRole('button', { name: /^Erase/ });
  await erase.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(erase).toBeFocused();
  await erase.click();
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(rows).toHaveCount(2);
  // The way to the chat is said below the dialog, not over its buttons, however little room there is.
  await page.setViewportSize({ width: 1000, height: 420 });
  await rows
    .first()
    .getByRole('button', { name: /^Restore/ })
    .click();
  await expect(rows).toHaveCount(1);
  const [box, way] = [await dialog.boundingBox(), await chat.button('Open').boundingBox()];
  expect(way?.y).toBeGreaterThan((box?.y ?? 0) + (box?.height ?? 0));
  await page.screenshot({ path: 'test-results/toast-below.png' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await chat.button('Open').click();
  await expect(chat.own).toContainText(['plums']);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await show.click();
  await rows.getByRole('button', { name: /^Erase/ }).click();
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(dialog.getByText('Nothing was deleted in the last 30 days.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(show).toBeFocused();
});

test('a deleted message can be had back long after its Undo has gone', async ({ page, chat }) => {
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await chat.askAndWait('Where to? [[fast]]');
  await chat.askAndWait('And then? [[fast]]');
  await chat.own.last().hover();
  await chat.own.last().getByRole('button', { name: 'More for this message' }).click();
  await page.getByRole('menuitem', { name: 'Delete this and everything below' }).click();
  await expect(chat.own).toHaveCount(1);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.locator('section[aria-labelledby="settings-data"] button[aria-haspopup="dialog"]').click();
  const dialog = page.getByRole('dialog', { name: 'Recently deleted' });
  const row = dialog.getByRole('listitem');
  await expect(row).toContainText('And then?');
  await expect(row).toContainText('2 messages in “');
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'test-results/removed-messages.png' });
  await row.getByRole('button', { name: /^Restore/ }).press('Enter');
  await expect(dialog.getByText('Nothing was deleted in the last 30 days.')).toBeVisible();
  await chat.button('Open').click();
  await expect(chat.own).toHaveCount(2);
  await expect(chat.answers).toHaveCount(2);
});

test('search finds a setting by any word, and a wrong number is refused with its range', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('likeliest');
  await expect(page.getByLabel('Top-k', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Theme', { exact: true })).toHaveCount(0);
  const temperature = page.getByLabel('Temperature', { exact: true });
  // What the model recommends has arrived.
  await expect(temperature).toHaveValue('0.2');
  await temperature.fill('7');
  await expect(page.getByRole('alert')).toHaveText('From 0 to 2');
  await temperature.fill('0.9');
  await expect(page.getByRole('button', { name: 'Reset Temperature' })).toBeVisible();
  await page.reload();
  await expect(temperature).toHaveValue('0.9');
  await page.getByRole('button', { name: 'Reset Temperature' }).click();
  await expect(temperature).toHaveValue('0.2');
});

test('the library can be backed up; what else goes out and comes in is asked for here', async ({ page, chat }) => {
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
  await chat.askAndWait('What is the capital of France?');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Back up', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'in the data folder' })).toContainText('Backed up to');
  for (const [name, title] of [
    ['Export', 'Export all chats'],
    ['Import', 'Import chats'],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name, exact: true })).toBeFocused();
  }
});
