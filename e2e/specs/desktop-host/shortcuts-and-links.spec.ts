/** Keys and links that reach Inkstone from outside: recorded in the settings, asked about, and never sent by themselves. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

// Keys and questions stay with the host.
test.use({ hasOwnApp: true });

async function openShortcuts(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Shortcuts', level: 2 }).scrollIntoViewIfNeeded();
}
const keysOf = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^(Keys for|Press the new keys for) ${name}`) });

test('keys are recorded, refused ones say so and are asked for again, and the shortcut starts its command', async ({ desktop, page }) => {
  await expect.poll(() => desktop.control.shortcuts()).toEqual(['Alt+Shift+Space']);
  await openShortcuts(page);
  await expect(page.getByText('Works in every program')).toBeVisible();

  await desktop.control.takeShortcut('Control+Alt+T');
  await keysOf(page, 'Translate the selection').click();
  await expect.poll(() => desktop.control.areShortcutsSuspended()).toBe(true);
  await page.keyboard.press('Control+Alt+t');
  await expect(keysOf(page, 'Translate the selection')).toHaveText('Ctrl+Alt+T');
  await expect(page.getByText(/In use by another program/)).toBeVisible();
  await expect.poll(() => desktop.control.areShortcutsSuspended()).toBe(false);

  await keysOf(page, 'Proofread the selection').click();
  await page.keyboard.press('Control+Alt+p');
  await expect.poll(() => desktop.control.shortcuts()).toContain('Control+Alt+P');
  await desktop.control.pressShortcut('Control+Alt+P');
  const quick = await desktop.page('quick.html');
  await expect(quick.getByText('Proofread', { exact: true }).first()).toBeVisible();
  await expect(quick.getByRole('textbox', { name: 'Ask' })).toBeFocused();

  await desktop.control.pressShortcut('Alt+Shift+Space');
  await keysOf(page, 'Quick ask').click();
  await page.keyboard.press('Backspace');
  await expect.poll(() => desktop.control.shortcuts()).toEqual(['Control+Alt+P']);
});

test('a link asks, fills the box and sends nothing', async ({ desktop, page }) => {
  const quick = await desktop.page('quick.html');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await desktop.control.openUrl('inkstone://ask?text=Why%20is%20ink%20black%3F');
  await expect.poll(async () => (await desktop.control.calls()).filter(({ name }) => name === 'dialog.showMessageBox').length).toBe(1);
  await expect(quick.getByRole('textbox', { name: 'Ask' })).toHaveValue('');

  await desktop.control.answerQuestion(0);
  await desktop.control.openUrl('inkstone://ask?text=Why%20is%20ink%20black%3F');
  await expect(quick.getByRole('textbox', { name: 'Ask' })).toHaveValue('Why is ink black?');
  await expect(quick.getByRole('region', { name: 'Answer' })).toHaveCount(0);

  await desktop.control.answerQuestion(0);
  await desktop.control.openUrl('inkstone://new?text=A%20draft%20from%20elsewhere');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('A draft from elsewhere');
  await expect(page.getByRole('article')).toHaveCount(0);
});

for (const [what, link] of [
  ['another address inside', 'inkstone:javascript:alert(1)'],
  ['a control character', 'inkstone://ask?text=a%00b'],
  ['a text that is too long', `inkstone://ask?text=${'a'.repeat(40_000)}`],
] as const) {
  test(`H22: a link with ${what} is refused without a question, with a line in the log`, async ({ desktop, page }) => {
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
    await desktop.control.openUrl(link);
    await expect.poll(() => readFile(join(desktop.home, 'logs', 'inkstone.log'), 'utf8')).toContain('a link was refused');
    expect((await desktop.control.calls()).filter(({ name }) => name === 'dialog.showMessageBox')).toEqual([]);
  });
}
