/** Finding things: in all chats, in this chat, and by the palette; with the keyboard alone where a keyboard is what one would use. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

const marks = (page: Page, name: string): Promise<string[]> =>
  page.evaluate((highlight) => [...(CSS.highlights.get(highlight) ?? [])].map(String), name);

// Catches: hits that cannot be reached by keyboard; a hit on another branch that opens the branch in view; a filter that filters nothing.
test('search shows what matched, is narrowed by filters, and opens a hit on another branch with a flash', async ({ page, chat }) => {
  await chat.askAndWait('Tell me about the lighthouse keeper [[fast]]');
  await chat.own.first().hover();
  await chat.own.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: /edit/i }).fill('Tell me about the harbour master [[fast]]');
  await page.keyboard.press('Control+Enter');
  await expect(chat.own.first()).toContainText('harbour master');
  await chat.answer();
  await chat.newChat();
  await chat.askAndWait('灯塔看守人住在哪里？ [[fast]]');

  await page.keyboard.press('Control+Shift+F');
  await expect(chat.search).toBeFocused();
  const results = page.getByRole('list', { name: 'Search results' });
  await page.keyboard.type('灯塔');
  await expect(results.getByRole('link').filter({ hasText: '你' }).or(results.getByRole('link')).first()).toBeVisible();
  await expect(results.locator('mark').first()).toHaveText('灯塔');
  await chat.search.fill('lightho');
  await expect(results.getByRole('link').filter({ hasText: 'Assistant' })).not.toHaveCount(0);
  await page.getByRole('combobox', { name: 'Written by' }).selectOption('user');
  await expect(results.getByRole('link')).toHaveCount(1);
  await expect(results.locator('mark')).toHaveText('lightho');
  await page.getByRole('combobox', { name: 'When' }).selectOption('between');
  await page.getByLabel('To', { exact: true }).fill('2001-01-01');
  await expect(page.getByRole('status').filter({ hasText: 'with these filters' })).toBeVisible();
  await page.getByRole('combobox', { name: 'When' }).selectOption('week');
  await expect(results.getByRole('link')).toHaveCount(1);
  await page.getByRole('button', { name: 'Starred', exact: true }).click();
  await expect(results.getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Starred', exact: true }).click();
  await chat.search.focus();
  await page.keyboard.press('Enter');
  const target = chat.own.filter({ hasText: 'lighthouse keeper' });
  await expect(target).toBeFocused();
  await expect(target).toHaveAttribute('data-flash', '');
  expect(await marks(page, 'found')).toEqual(['lightho']);
  // With reduced motion the mark stands still.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await target.evaluate((article) => getComputedStyle(article, '::before').opacity)).toBe('1');
  await page.emulateMedia({ reducedMotion: null });
  await expect(target).not.toHaveAttribute('data-flash', '');
  await chat.search.focus();
  await page.keyboard.press('Escape');
  await expect(chat.threads).toBeVisible();
});

// Catches: a filter by assistant or by place that lets everything through, or holds back what it should let through.
test('a search is narrowed to the chats of one assistant, to this chat, and to a folder', async ({ page, chat }) => {
  await chat.askAndWait('A heron by the general river [[fast]]');
  await chat.newChat();
  await page.getByRole('radio', { name: 'Tutor', exact: true }).press('Space');
  await chat.askAndWait('A heron by the tutored river [[fast]]');
  await page.getByRole('button', { name: 'New folder', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name of the folder' }).fill('Birds');
  await page.keyboard.press('Enter');
  await page.locator('main header').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Move to folder…' }).click();
  await page
    .getByRole('dialog', { name: /^Where should/ })
    .getByRole('button', { name: 'Birds' })
    .click();
  await expect(page.getByText(/is in “Birds”/).first()).toBeVisible();
  await chat.newChat();
  await chat.askAndWait('A heron by the third river [[fast]]');

  const own = page.getByRole('combobox', { name: 'Written by' });
  const by = page.getByRole('combobox', { name: 'Answered by' });
  const where = page.getByRole('combobox', { name: 'Where' });
  const hits = page.getByRole('list', { name: 'Search results' }).getByRole('link');
  const general = /general river/;
  const tutored = /tutored river/;
  const third = /third river/;
  await chat.search.fill('heron');
  await own.selectOption('user');
  await expect(hits).toHaveText([third, tutored, general]);
  await by.selectOption({ label: 'Tutor' });
  await expect(hits).toHaveText([tutored]);
  await where.selectOption({ label: 'This chat' });
  await expect(hits).toHaveCount(0);
  await by.selectOption({ label: 'Any assistant' });
  await expect(hits).toHaveText([third]);
  await where.selectOption({ label: 'Birds' });
  await expect(hits).toHaveText([tutored]);
  await where.selectOption({ label: 'All chats' });
  await by.selectOption({ label: 'General' });
  await expect(hits).toHaveText([third, general]);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await own.selectOption('user');
  await expect(hits).toHaveText([third, tutored, general]);
});

// Catches: find that sees only what is loaded, that loses count or focus, or that leaves its marks behind.
test('find in the chat counts every match, goes to pages that are not loaded, and gives the focus back', async ({ page, chat }) => {
  test.slow();
  await chat.askAndWait('The first word is Zéphyr [[fast]] [[long 60]]');
  for (let turn = 2; turn <= 8; turn += 1) {
    await chat.ask(`Turn ${turn} [[fast]] [[say]]zephyr **ze**phyr 西风${turn}[[/say]]`);
    await expect(chat.own.last()).toContainText(`Turn ${turn}`);
    await expect(chat.answers.last()).toContainText(`西风${turn}`);
    await chat.answer();
  }
  await page.reload();
  await expect(chat.own.last()).toContainText('Turn 8');
  await chat.message.focus();
  await page.keyboard.press('Control+f');
  const box = page.getByRole('textbox', { name: 'Find in this chat' });
  await expect(box).toBeFocused();
  const status = page.getByRole('search', { name: 'Find in this chat' }).getByRole('status');
  await page.keyboard.type('ZEPHYR');
  // One with an accent in the first turn; in each other turn one in the question, where marks are text, and two in the answer.
  await expect(status).toHaveText(/of 22$/);
  expect((await marks(page, 'found')).map((word) => word.toLowerCase())).toContain('zephyr');
  expect(await marks(page, 'found-now')).toHaveLength(1);
  await page.keyboard.press('F3');
  await page.keyboard.press('Shift+Enter');
  await expect(status).not.toHaveText('1 of 22');
  for (let step = 0; (await status.textContent()) !== '1 of 22' && step < 40; step += 1) await page.keyboard.press('Enter');
  await expect(chat.own.filter({ hasText: 'Zéphyr' })).toBeInViewport();
  await expect.poll(() => marks(page, 'found-now')).toEqual(['Zéphyr']);
  await box.fill('西风8');
  await expect(status).toHaveText('1 of 2');
  await box.fill('nowhere at all');
  await expect(status).toHaveText('Not found');
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  expect([await marks(page, 'found'), await marks(page, 'found-now')]).toEqual([[], []]);
  // By mouse.
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Find in this chat' }).click();
  await expect(box).toBeFocused();
  await box.fill('zephyr');
  await page.getByRole('button', { name: 'Previous match' }).click();
  await expect(status).toHaveText(/of 22$/);
  await page.getByRole('button', { name: 'Close the search' }).click();
  await expect(box).toHaveCount(0);
});

// Catches: a palette that a keyboard or an input method cannot use, or that keeps the focus.
test('the palette goes to chats, actions, settings and messages', async ({ page, chat }) => {
  await chat.askAndWait('Where do albatrosses sleep? [[fast]]');
  await chat.newChat();
  await chat.askAndWait('请写一首关于月亮的短诗 [[fast]]');
  const open = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Go to anything' })).toBeFocused();
    await page.keyboard.type(words);
  };
  const active = page.getByRole('option', { selected: true });
  const option = (name: RegExp) => page.getByRole('option', { name });

  await open('albatr');
  await expect(option(/albatrosses/).first()).toBeVisible();
  await expect(page.getByRole('group', { name: 'Messages' }).getByRole('option').first()).toBeVisible();
  await page.getByRole('group', { name: 'Messages' }).getByRole('option').last().click();
  await expect(chat.search).toHaveValue('albatr');
  await expect(chat.search).toBeFocused();
  await page.keyboard.press('Escape');

  await open('月亮');
  await expect(option(/月亮/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(chat.search).toBeFocused();

  await open('dark app');
  await expect(active).toHaveText(/Dark appearance/);
  await page.getByRole('combobox').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(active).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await open('light app');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  await open('tic titles');
  await expect(active).toHaveText(/Automatic titles/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Search settings' })).toHaveValue('Automatic titles');
  await expect(page.getByText('Automatic titles', { exact: true })).toBeVisible();
  await open('system app');
  await page.keyboard.press('Enter');

  await open('translate');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/translate$/);
});

// Catches: a menu of the chat that the palette does not know, or that it still offers when the chat is gone.
test('the palette goes to whatever the menu of the open chat does', async ({ page, chat }) => {
  await chat.askAndWait('Where do albatrosses sleep? [[fast]]');
  const active = page.getByRole('option', { selected: true });
  const choose = async (words: string, name: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Go to anything' })).toBeFocused();
    await page.keyboard.type(words);
    await expect(active).toHaveText(name);
    await page.keyboard.press('Enter');
  };
  await choose('rename', 'Rename');
  await expect(page.getByRole('textbox', { name: 'Title of the chat' })).toBeFocused();
  await page.keyboard.type('Birds');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Birds');
  for (const [words, name, dialog] of [
    ['export this chat', 'Export', 'Export this chat'],
    ['import', 'Import chats', 'Import chats'],
    ['param', 'Parameters of this chat', 'Parameters of this chat'],
    ['move', 'Move to folder…', 'Where should “Birds” go?'],
    ['branches', 'Branches…', /Branches/],
  ] as const) {
    await choose(words, name);
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await choose('pin', 'Pin');
  await expect(page.getByText('Pinned', { exact: true })).toBeVisible();
  await choose('unpin', 'Unpin');
  await expect(page.getByText('Pinned', { exact: true })).toHaveCount(0);
  await choose('archive', 'Archive');
  await expect(page.getByRole('note').filter({ hasText: 'Archived' })).toBeVisible();
  await choose('back to the l', 'Back to the list');
  await expect(page.getByRole('note').filter({ hasText: 'Archived' })).toHaveCount(0);
  await choose('delete', 'Delete');
  await expect(page).toHaveURL(/#\/chat$/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Actions' })).toBeVisible();
  // Of a new chat there is nothing else yet.
  await expect(page.getByRole('group', { name: 'This chat' }).getByRole('option')).toHaveText(['Parameters of this chat']);
});

test('search, find and palette please axe in every look', async ({ page, chat }) => {
  test.slow();
  await chat.askAndWait('How do tides follow the moon? 潮汐 [[fast]]');
  const address = page.url();
  await inEveryLook(page, async (look) => {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, new URL(address).hash);
    await expect(page.locator('article').first()).toBeVisible();
    await page.getByRole('searchbox').fill('moon');
    await expect(page.locator('mark').first()).toBeVisible();
    await page.locator('main h1').first().click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.getByRole('search').getByRole('textbox').fill('潮汐');
    await expect.poll(() => marks(page, 'found-now')).toEqual(['潮汐']);
    expect.soft(await violations(page), `search and find ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('潮');
    await expect(page.getByRole('option').first()).toBeVisible();
    expect.soft(await violations(page), `palette ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('');
  });
});
