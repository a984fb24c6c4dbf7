/** What can be done with a chat and its turns, on the scripted engine: the same answer to the same question. */
import { expect, test } from '../fixtures/test.ts';

// Catches: another answer that replaces the first one, and arrows that lead past the ends or to the wrong version.
test('regenerating adds a version, and Previous / Next version switch between them', async ({ page, chat }) => {
  await chat.askAndWait('What is the capital of France?');
  await chat.button('Regenerate').click();
  await expect(page.getByRole('status').filter({ hasText: '2 of 2' })).toBeVisible();
  await chat.answer();
  await chat.button('Previous version').click();
  await expect(page.getByRole('status').filter({ hasText: '1 of 2' })).toBeVisible();
  await expect(chat.button('Previous version')).toBeDisabled();
  await chat.button('Next version').click();
  await expect(page.getByRole('status').filter({ hasText: '2 of 2' })).toBeVisible();
});

// Catches: an edit that overwrites the turn, or a version that is shown with the answer of another one.
test('editing a turn starts a branch and keeps the old one', async ({ page, chat }) => {
  await chat.askAndWait('Say hello');
  await chat.own.first().hover();
  await chat.own.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: /edit/i }).fill('Say goodbye');
  await page.keyboard.press('Control+Enter');
  await expect(chat.own.first()).toContainText('Say goodbye');
  await expect(chat.answers.last()).toContainText('Say goodbye');
  await chat.answer();
  await chat.own.first().hover();
  await chat.button('Previous version').click();
  await expect(chat.own.first()).toContainText('Say hello');
  await expect(chat.answers.last()).toContainText('Say hello');
});

// Catches: fewer answers than were asked for, a choice that shows another one, or the rest lost as versions.
test('three candidates are written side by side, and one is taken', async ({ page, chat }) => {
  await chat.button('Candidates').click();
  await page
    .getByRole('menuitemradio', { name: /3/ })
    .or(page.getByRole('menuitem', { name: /3/ }))
    .click();
  await chat.ask('Give me a name for a boat');
  const use = page.getByRole('button', { name: 'Use this answer' });
  await expect(use).toHaveCount(3);
  await expect(page.locator('article[aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });
  await use.nth(1).click();
  await expect(use).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: '2 of 3' })).toBeVisible();
  await expect(chat.answers).toHaveCount(1);
});

// Catches: a name, pin or deletion that is shown but not stored, and an Undo that does not bring the chat back.
test('chats are renamed, pinned, deleted, and brought back by Undo', async ({ page, chat }) => {
  await chat.askAndWait('What is the capital of France?');
  await expect(chat.threads.getByRole('link')).toHaveCount(1);
  await chat.threads.getByRole('link').focus();
  await page.keyboard.press('F2');
  await expect(chat.threads.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Capitals');
  await page.keyboard.press('Enter');
  const link = chat.threads.getByRole('link', { name: 'Capitals' });
  await expect(link).toBeVisible();
  await link.hover();
  await chat.threads.getByRole('button').first().click();
  await page.getByRole('menuitem', { name: 'Pin' }).click();
  await expect(chat.threads.getByText('Pinned')).toBeVisible();
  await link.focus();
  await page.keyboard.press('Delete');
  await expect(link).toHaveCount(0);
  await chat.button('Undo').click();
  await expect(link).toBeVisible();
  await page.reload();
  await expect(link).toBeVisible();
});

// Catches: messages that are not indexed, Chinese that is found by spaces only, and a hit that opens another chat.
test('search finds words and two Chinese characters in messages', async ({ page, chat }) => {
  await chat.askAndWait('How do tides follow the moon?');
  await chat.newChat();
  await chat.askAndWait('请介绍潮汐与月亮的关系。');
  await chat.newChat();
  await chat.search.fill('tides');
  await expect(page.getByRole('link', { name: /tides follow/ }).first()).toBeVisible();
  await chat.search.fill('潮汐');
  await expect(page.getByRole('link', { name: /潮汐/ }).first()).toBeVisible();
  await page.getByRole('link', { name: /潮汐/ }).first().click();
  await expect(chat.own.first()).toContainText('请介绍潮汐');
  await chat.search.fill('nothing like this anywhere');
  await expect(page.getByRole('link', { name: /tides/ })).toHaveCount(0);
});

// Catches: a draft lost by a reload, and an Enter that chooses a Chinese candidate but sends the message.
test('an unsent draft survives a reload, and Enter in an input method does not send', async ({ page, chat, host }) => {
  await chat.message.fill('A thought that is not finished');
  if (host === 'desktop') {
    // The double loses what a page says while it leaves; leaving the view stores the draft too.
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await expect(chat.message).toHaveValue('A thought that is not finished');
  }
  await expect(async () => {
    await page.reload();
    await expect(chat.message).toHaveValue('A thought that is not finished', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await chat.message.evaluate((box) => {
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
  });
  await expect(chat.own).toHaveCount(0);
  await expect(chat.message).toHaveValue('A thought that is not finished');
  await chat.message.press('Shift+Enter');
  await expect(chat.message).toHaveValue('A thought that is not finished\n');
  await chat.message.press('Enter');
  await expect(chat.own).toHaveCount(1);
});

// Catches: a long paste that fills the box, an edit of the chip that is not kept, or a chip that stays after it was sent.
test('a long paste becomes a chip that can be opened, edited and sent', async ({ page, chat }) => {
  const long = `${'All work and no play makes Jack a dull boy. '.repeat(120)}The end.`;
  await chat.message.focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, long);
  await expect(chat.message).toHaveValue('');
  const chip = page.getByRole('button', { name: /All work and no play/ });
  await chip.click();
  const box = page.getByRole('dialog').getByRole('textbox');
  await expect(box).toHaveValue(long);
  await box.fill(`${long} Really.`);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await chat.message.fill('Summarise this');
  await chat.message.press('Enter');
  await expect(chat.own.first()).toContainText('Summarise this');
  await expect(chip).toHaveCount(0);
});
