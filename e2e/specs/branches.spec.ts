/** The tree of a chat: versions, deletions with their undo, forks and the map of branches, by hand and by key. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { ChatPage } from '../pages/chat-page.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

const say = (words: string): string => `[[fast]][[say]]${words}[[/say]]`;

/** Opens the menu of a turn and takes an entry. */
async function choose(page: Page, turn: Locator, entry: string): Promise<void> {
  await turn.hover();
  await turn.getByRole('button', { name: 'More for this message' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

async function threeTurns(chat: ChatPage): Promise<void> {
  for (const word of ['alpha', 'beta', 'gamma']) await chat.askAndWait(`${word} question ${say(`${word} answer`)}`);
}

const version = (page: Page, words: string): Locator => page.getByRole('status').filter({ hasText: new RegExp(`^${words}$`, 'u') });

// Catches: a deletion that takes more or less than what was asked, comes back after a reload, loses the focus, or leaves a question that
// cannot be answered again.
test('a deleted message leaves what follows, everything below goes with it when asked, and Undo brings each back', async ({
  page,
  chat,
}) => {
  await threeTurns(chat);
  await choose(page, chat.answers.nth(1), 'Delete this message');
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.own).toHaveCount(3);
  await expect(chat.own.nth(1)).toBeFocused();
  await choose(page, chat.own.nth(1), 'Delete this and everything below');
  await expect(chat.own).toHaveCount(1);
  await page.reload();
  await expect(chat.own).toHaveCount(1);
  await expect(chat.answers).toHaveText([/alpha answer/]);
  await choose(page, chat.own.first(), 'Delete this and everything below');
  await expect(chat.own).toHaveCount(0);
  await chat.button('Undo').click();
  await expect(chat.own.first()).toBeFocused();
  await expect(chat.answers).toHaveText([/alpha answer/]);
  await choose(page, chat.answers.first(), 'Delete this message');
  await expect(chat.answers).toHaveCount(0);
  await chat.button('Answer this message').click();
  await expect(chat.answers).toHaveText([/alpha answer/]);
});

// Catches: an edit that replaces the answer, a Continue that begins anew instead of behind the user's words, and an Escape that stores what
// was typed.
test('an answer is edited into a version of its own, from which the model goes on and the next turn follows', async ({ page, chat }) => {
  await chat.askAndWait(`Name a fruit ${say('An apple, which is red and round.')}`);
  await chat.answers.first().getByRole('button', { name: 'Edit' }).click();
  const box = page.getByRole('textbox', { name: 'Edit the answer' });
  await expect(box).toBeFocused();
  await box.fill('An apple,');
  await page.keyboard.press('Control+Enter');
  await expect(version(page, '2 of 2')).toBeVisible();
  await expect(chat.answers.first()).toContainText('This version was edited, or comes from elsewhere.');
  await chat.answers.first().getByRole('button', { name: 'Continue' }).click();
  await expect(chat.answers.first()).toContainText('An apple, which is red and round.');
  await chat.answer();
  await chat.button('Previous version').click();
  await expect(version(page, '1 of 2')).toBeVisible();
  await chat.answers.first().getByRole('button', { name: 'Edit' }).click();
  await box.fill('A pear.');
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  await expect(chat.answers.first()).toContainText('An apple');
});

// Catches: a value out of range that is sent, a seed that is ignored, or settings of one answer that stay for the next one.
test('an answer is regenerated with another temperature and seed, for this once', async ({ page, chat }) => {
  await chat.askAndWait(`Name a tree ${say('An oak.')}`);
  await choose(page, chat.answers.first(), 'Regenerate with other settings…');
  const dialog = page.getByRole('dialog', { name: 'Regenerate with other settings' });
  await dialog.getByRole('textbox', { name: 'Temperature' }).fill('9');
  await expect(dialog.getByRole('button', { name: 'Regenerate' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Temperature' }).fill('1.2');
  await dialog.getByRole('textbox', { name: 'Seed' }).fill('4711');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(version(page, '2 of 2')).toBeVisible();
  await chat.answer();
  await expect(chat.answers.first().locator('[title*="seed 4711"]')).toBeVisible();
  await chat.button('Regenerate').click();
  await expect(version(page, '3 of 3')).toBeVisible();
  await chat.answer();
  await expect(chat.answers.first().locator('[title*="seed 4711"]')).toHaveCount(0);
});

// Catches: a fork that copies too much or too little of the path, or a message sent in the fork that lands in the old chat.
test('Fork goes on in a new chat with a copy of the path', async ({ page, chat }) => {
  await threeTurns(chat);
  // Not from the list, whose row also says for a moment that an answer is being written.
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await chat.answers.nth(1).hover();
  await chat.answers.nth(1).getByRole('button', { name: 'Fork' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${title.trim()} (fork)`);
  await expect(chat.answers).toHaveText([/alpha answer/, /beta answer/]);
  await expect(chat.message).toBeFocused();
  await chat.askAndWait(`delta question ${say('delta answer')}`);
  await chat.threads.getByRole('link', { name: title.trim() }).filter({ hasNotText: '(fork)' }).click();
  await expect(chat.answers).toHaveText([/alpha answer/, /beta answer/, /gamma answer/]);
});

// Catches: a map that marks the wrong path, arrow keys that do not follow the tree, and a choice there that is forgotten by a reload.
test('the map of branches is read and walked with the keyboard, and the path chosen there comes back after a reload', async ({
  page,
  chat,
}) => {
  await threeTurns(chat);
  for (const word of ['delta', 'epsilon']) {
    await chat.own.nth(1).hover();
    await chat.own.nth(1).getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Edit your message' }).fill(`${word} question ${say(`${word} answer`)}`);
    await page.keyboard.press('Control+Enter');
    await expect(chat.answers.nth(1)).toContainText(`${word} answer`);
    await chat.answer();
  }
  await chat.button('Branches').press('Enter');
  const tree = page.getByRole('tree', { name: 'Branches of this chat' });
  const branches = tree.getByRole('treeitem');
  await expect(branches).toHaveText([/Youalpha/, /Youbeta.*1 of 3/, /Youdelta.*2 of 3/, /Youepsilon.*open now.*3 of 3/]);
  await expect(branches.nth(3)).toBeFocused();
  await expect(tree.locator('[aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(branches.first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(tree).toHaveCount(0);
  await expect(chat.answers).toHaveText([/alpha answer/, /beta answer/, /gamma answer/]);
  await expect(chat.own.nth(1)).toBeFocused();
  await page.reload();
  await expect(chat.answers).toHaveText([/alpha answer/, /beta answer/, /gamma answer/]);
});

// Catches: a deleted turn whose answer the model goes on writing, and an undo that brings back an answer that waits for ever.
test('deleting what is being written stops it', async ({ page, chat }) => {
  await chat.ask('Tell me more [[slow]]');
  await expect(chat.stop).toBeVisible();
  await choose(page, chat.own.first(), 'Delete this and everything below');
  await expect(chat.own).toHaveCount(0);
  await expect(chat.send).toBeVisible();
  await chat.button('Undo').click();
  await expect(chat.answers.first()).toContainText('Stopped.');
});

// Catches: a menu, editor, dialog or map that lacks a name, a role or contrast in one language or theme.
test('axe finds nothing on the menus, editors, dialogs and the map', async ({ page, chat }) => {
  await threeTurns(chat);
  for (const count of [2, 3]) {
    await chat.button('Regenerate').last().click();
    await expect(version(page, `${count} of ${count}`)).toBeVisible();
    await chat.answer();
  }
  const address = page.url();
  await inEveryLook(page, async (look) => {
    await page.goto(address);
    const last = page.locator('article').last();
    const menu = last.locator('button[aria-haspopup="menu"]');
    await menu.click();
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    expect.soft(await violations(page, '[role="menu"]'), `menu ${lookName(look)}`).toEqual([]);
    await page.getByRole('menuitem').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await violations(page), `regenerate ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.locator('button:has(svg.lucide-git-branch)').first().click();
    await expect(page.getByRole('tree')).toBeVisible();
    expect.soft(await violations(page), `map ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await last.locator('button:has(svg.lucide-pencil)').click();
    await expect(last.getByRole('textbox')).toBeFocused();
    expect.soft(await violations(page), `editor ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
