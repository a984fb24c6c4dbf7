/** What the model sees of a chat: the ledger, messages that stay, and what happens when the window is full, by hand and by key. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { ChatPage } from '../pages/chat-page.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

/** The scripted window holds 4,096 tokens of four characters each, an eighth of it for the answer. */
const long = (fruit: string, characters = 4_000): string =>
  `${fruit} ${'words '.repeat(Math.ceil(characters / 6))}[[fast]][[say]]About the ${fruit}.[[/say]]`;
const FRUITS = ['apple', 'pear', 'plum'];

/** Three exchanges that nearly fill the window. */
async function fillWindow(chat: ChatPage): Promise<void> {
  // High enough for all of them: what is far out of sight is not in the page.
  await chat.page.setViewportSize({ width: 1280, height: 2_600 });
  for (const fruit of FRUITS) await chat.askAndWait(long(fruit));
}
const meter = (page: Page): Locator => page.getByRole('button', { name: /^Context:/u });
const ledger = (page: Page): Locator => page.getByRole('dialog', { name: 'Context of this chat' });
const cut = (page: Page): Locator => page.locator('[data-context-cut]');

async function choosePolicy(page: Page, policy: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Parameters of this chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Parameters of this chat' });
  await dialog.getByRole('combobox', { name: 'When the window is full' }).selectOption({ label: policy });
  await expect(dialog.getByText('this chat', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

// Catches: a ledger that does not say what the request holds, messages that are left out in silence, and a kept message that is left out
// all the same.
test('the meter opens the ledger; what no longer fits is said where the view begins, and a kept message stays', async ({ page, chat }) => {
  await fillWindow(chat);
  await meter(page).focus();
  await page.keyboard.press('Enter');
  const rows = ledger(page).getByRole('list', { name: 'Messages' }).getByRole('listitem');
  await expect(rows).toHaveCount(7);
  await ledger(page).getByRole('button', { name: 'Keep in context' }).first().click();
  await expect(rows.first()).toHaveAttribute('data-state', 'kept');
  await page.keyboard.press('Escape');
  await expect(meter(page)).toBeFocused();
  await expect(chat.own.first().getByRole('button', { name: /^Stays in the context/u })).toBeVisible();
  await expect(cut(page)).toHaveCount(0);

  await chat.askAndWait(long('cherry'));
  await expect(cut(page)).toContainText(/^\d+ earlier messages? (?:is|are) no longer in view of the model/u);
  await cut(page).getByRole('button', { name: 'Show' }).click();
  await expect(rows.first()).toContainText('apple');
  await expect(rows.filter({ hasText: 'pear' })).toHaveCount(0);
  await ledger(page)
    .getByRole('button', { name: /^Show them?|^Show it/u })
    .click();
  await expect(rows.filter({ hasText: 'About the apple' })).toHaveAttribute('data-state', 'left-out');
  await ledger(page)
    .getByRole('button', { name: /^You ?apple/u })
    .click();
  await expect(ledger(page)).toHaveCount(0);
  await expect(chat.own.first()).toBeFocused();
});

// Catches: a narrow window in which nobody can find out what the model sees.
test('at 500 px the meter is a picture with the same name, and opens the same ledger', async ({ page, chat }) => {
  await chat.askAndWait(long('apple', 400));
  await page.setViewportSize({ width: 500, height: 800 });
  await expect(meter(page)).toHaveAccessibleName(/^Context: \d+ of 4k\. Show what is in it$/u);
  await expect(meter(page).getByText('of 4k')).toBeHidden();
  const box = await meter(page).boundingBox();
  expect(box?.width).toBeLessThan(40);
  expect((box?.x ?? 500) + (box?.width ?? 0)).toBeLessThan(500);
  await meter(page).press('Enter');
  await expect(ledger(page).getByRole('list', { name: 'Messages' }).getByRole('listitem')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(meter(page)).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

// Catches: a long draft that pushes messages out without a word before it is sent, and a warning that stays when the draft is short again.
test('a draft that pushes something out says so before it is sent', async ({ page, chat }) => {
  await fillWindow(chat);
  await chat.message.fill(long('cherry'));
  await expect(page.getByRole('status').filter({ hasText: 'no longer fit' })).toContainText('The oldest are left out.');
  await expect(meter(page)).toHaveAccessibleName(/The next message leaves out older ones$/u);
  await chat.message.fill('short');
  await expect(page.getByRole('status').filter({ hasText: 'no longer fit' })).toHaveCount(0);
});

// Catches: a message that is sent before the choice, a text that Escape loses, and a summary that is not used, not editable or not brought
// back by Undo.
test('asked first: nothing is sent before the choice, Escape keeps the text, and a summary takes the place of what goes', async ({
  page,
  chat,
}) => {
  await fillWindow(chat);
  await choosePolicy(page, 'Stop and ask');
  const question = page.getByRole('dialog', { name: 'The chat no longer fits the context window' });
  const text = long('cherry');
  await chat.message.fill(text);
  await page.keyboard.press('Enter');
  await expect(question).toContainText('Nothing was sent yet');
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(chat.message).toHaveValue(text);
  await expect(chat.message).toBeFocused();
  await expect(chat.own).toHaveCount(3);

  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: /^Summarise them/u }).click();
  await expect(chat.own).toHaveCount(4);
  await expect(chat.answers.last()).toContainText('About the cherry.');
  await chat.answer();
  await expect(cut(page)).toContainText(/in view as a summary/u);

  await meter(page).click();
  const summary = ledger(page).getByRole('region', { name: 'Summary of earlier messages' });
  await expect(summary).toContainText('apples, pears and plums');
  await summary.getByRole('button', { name: 'Edit the summary' }).click();
  await summary.getByRole('textbox', { name: 'Text of the summary' }).fill('It was all about fruit.');
  await summary.getByRole('button', { name: 'Save' }).click();
  await expect(summary).toContainText('It was all about fruit.');
  await expect(summary).toContainText('edited by you');
  await summary.getByRole('button', { name: 'Remove the summary' }).click();
  await expect(summary).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(summary).toContainText('It was all about fruit.');
  await page.keyboard.press('Escape');
});

// Catches: an answer whose own length pushes older messages out without a word, and a cancelled question that loses the edited version.
test('asked first: an edited answer that fills the window waits for the choice, and goes on after it', async ({ page, chat }) => {
  await fillWindow(chat);
  await choosePolicy(page, 'Stop and ask');
  const question = page.getByRole('dialog', { name: 'The chat no longer fits the context window' });
  await chat.answers.last().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit the answer' }).fill(`About a plum, ${'words '.repeat(700)}and`);
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(chat.answers.last()).toContainText('About a plum');
  await expect(cut(page)).toHaveCount(0);
  await chat.answers.last().getByRole('button', { name: 'Continue' }).click();
  await question.getByRole('button', { name: /^Leave out the oldest/u }).click();
  await expect(chat.answers.last()).toContainText(/and.*About the plum\./u);
  await expect(cut(page)).toContainText(/no longer in view of the model/u);
});

// Catches: a ledger or question that lacks a name, a role or contrast in one language, theme or width.
test('in both languages and both themes, wide and narrow, the ledger and the question pass axe', async ({ page, chat }) => {
  await fillWindow(chat);
  await chat.askAndWait(long('cherry'));
  await choosePolicy(page, 'Stop and ask');
  const address = page.url();
  await inEveryLook(page, async (look) => {
    await page.goto(address);
    await page.locator('[data-context-cut] button').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.getByRole('dialog').locator('button[aria-expanded]').click();
    expect.soft(await violations(page), `ledger ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.locator('main textarea').fill(long('cherry', 7_000));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await violations(page), `question ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // Else it comes back with the next look, and moves what is clicked there.
    await page.locator('main textarea').fill('');
  });
});
