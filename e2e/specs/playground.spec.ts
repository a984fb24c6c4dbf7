/** The playground: a text that a model goes on with at the caret, with everything that takes it back, compares it and keeps it. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

const paperOf = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function openPlayground(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Playground', exact: true }).click();
  await expect(paperOf(page)).toBeFocused();
}
const settled = (page: Page): Promise<void> => expect(button(page, 'Complete')).toBeEnabled({ timeout: 20_000 });

/** Puts the caret behind these words. */
const caretAfter = (page: Page, words: string): Promise<void> =>
  paperOf(page).evaluate((box, wanted) => {
    if (!(box instanceof HTMLTextAreaElement)) return;
    const at = box.value.indexOf(wanted) + wanted.length;
    box.focus();
    box.setSelectionRange(at, at);
  }, words);

// Catches: a completion that lands at the end instead of at the caret, text behind it lost, an undo that takes out too much.
test('a completion goes in at the caret; undo takes it out, redo puts it back, a reload keeps it', async ({ page }) => {
  await openPlayground(page);
  const paper = paperOf(page);
  await page.keyboard.type('[[fast]] Once upon a time. The end.');
  await caretAfter(page, 'a time.');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/#\/playground\/.+/);
  await settled(page);
  const completed = await paper.inputValue();
  expect(completed).toMatch(/^\[\[fast\]\] Once upon a time\..+ The end\.$/su);
  await expect(paper).toBeFocused();
  const marked = page.locator('main mark');
  const written = (await marked.textContent()) ?? '';
  expect(completed).toContain(written);
  const caretAt = (): Promise<number> => paper.evaluate((box) => (box instanceof HTMLTextAreaElement ? box.selectionEnd : 0));
  await expect.poll(caretAt).toBe(completed.length - ' The end.'.length);
  await button(page, 'Undo').click();
  await expect(paper).toHaveValue('[[fast]] Once upon a time. The end.');
  await page.keyboard.press('Control+Shift+z');
  await expect(paper).toHaveValue(completed);
  await page.keyboard.type('!');
  await expect(marked).toHaveText('');
  await page.keyboard.press('Control+z');
  await expect(paper).toHaveValue(completed);
  await expect(marked).toHaveText(written);
  await page.reload();
  await expect(paper).toHaveValue(completed);
  await button(page, 'Undo').click();
  await expect(paper).toHaveValue('[[fast]] Once upon a time. The end.');
  await button(page, 'Redo').click();
  await button(page, 'Continue').click();
  await settled(page);
  const longer = await paper.inputValue();
  expect(longer.length).toBeGreaterThan(completed.length);
  expect(longer.endsWith(' The end.')).toBe(true);
});

test('Esc stops; what was written stays; the length is the one of the text', async ({ page }) => {
  await openPlayground(page);
  await page.keyboard.type('[[slow]] A long story:');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main mark')).not.toHaveText('');
  await page.keyboard.press('Escape');
  await settled(page);
  await expect(page.getByText('Stopped', { exact: false }).first()).toBeVisible();
  expect((await paperOf(page).inputValue()).length).toBeGreaterThan('[[slow]] A long story:'.length);

  await button(page, 'New text').click();
  await expect(paperOf(page)).toHaveValue('');
  await page.getByRole('textbox', { name: 'Max length (max_length)' }).fill('3');
  await paperOf(page).fill('[[fast]] [[long 50]]');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/\b3 tokens\b/u)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Max length (max_length)' })).toHaveValue('3');
});

// Catches: continuations that all land in the text, a choice that loses the others, likelihoods that are not shown.
test('several continuations are compared, one is used, the others stay as versions', async ({ page }) => {
  await openPlayground(page);
  const paper = paperOf(page);
  await paper.fill('[[fast]] The river');
  await page.getByRole('combobox', { name: 'Continuations (num_return_sequences)' }).selectOption('3');
  await button(page, 'Complete').click();
  const use = button(page, 'Use this answer');
  await expect(use).toHaveCount(3);
  await settled(page);
  await expect(page.getByText(/^log p [-−]\d+\.\d\d · perplexity \d+\.\d\d/)).toHaveCount(3);
  await expect(paper).toHaveValue('[[fast]] The river');
  await use.nth(1).click();
  await expect(use).toHaveCount(0);
  await expect(paper).not.toHaveValue('[[fast]] The river');
  const counter = page.getByRole('status').filter({ hasText: /^\d of \d$/ });
  await expect(counter).toHaveText('2 of 3');
  await button(page, 'Next version').click();
  await expect(counter).toHaveText('3 of 3');
  await button(page, 'Undo').click();
  await expect(counter).toHaveText('2 of 3');
});

test('the token view of a continuation, and a branch from one of its tokens', async ({ page }) => {
  await openPlayground(page);
  const paper = paperOf(page);
  await paper.fill('[[fast]] The sea');
  await button(page, 'Complete').click();
  await settled(page);
  const first = await paper.inputValue();
  await button(page, 'Token view').click();
  const list = page.getByRole('listbox', { name: 'Tokens of the answer' });
  await expect(list.getByRole('option').first()).toBeVisible();
  await list.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^2 of 2$/ })).toBeVisible();
  await settled(page);
  await button(page, 'Undo').click();
  await expect(paper).toHaveValue(first);
});

// Catches: texts among the chats, a chat opened as a text, a deletion that cannot be taken back.
test('texts have their own list, are found by the search, renamed, and deleted with an undo', async ({ page, chat }) => {
  await openPlayground(page);
  await paperOf(page).fill('[[fast]] Quokkas are');
  await button(page, 'Complete').click();
  await settled(page);
  const texts = page.getByRole('list', { name: 'Texts' });
  await expect(texts.getByRole('link')).toHaveCount(1);
  await texts.getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title of the text' }).fill('Marsupials');
  await page.keyboard.press('Enter');
  await expect(texts.getByRole('link', { name: 'Marsupials' })).toBeVisible();
  const { hash } = new URL(page.url());

  await page.keyboard.press('Control+1');
  await expect(chat.message).toBeVisible();
  await expect(page.locator('main').getByRole('link', { name: 'Marsupials' })).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Search chats' }).fill('Quokkas');
  await page
    .locator('main a')
    .filter({ hasText: /Quokkas/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`${hash}$`));
  await expect(paperOf(page)).toHaveValue(/Quokkas are/);

  await texts.getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(texts).toHaveCount(0);
  await button(page, 'Undo').last().click();
  await expect(page).toHaveURL(new RegExp(`${hash}$`));
  await expect(paperOf(page)).toHaveValue(/Quokkas are/);
});

test('axe finds nothing in any look, with a continuation, several, and the token view', async ({ page }) => {
  await openPlayground(page);
  await paperOf(page).fill('[[fast]] The lake');
  await button(page, 'Complete').click();
  await settled(page);
  await button(page, 'Token view').click();
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  const { hash } = new URL(page.url());
  await inEveryLook(page, async (look) => {
    await page.evaluate((address) => {
      window.location.hash = address;
    }, hash);
    await expect(page.locator('main textarea')).toBeVisible();
    expect.soft(await violations(page), lookName(look)).toEqual([]);
  });
});

// Catches: a pasted book laid out in a text box; one that is lost, or cannot be taken back.
test('a paste too long to edit is in the paper, of which only the end is shown; undo takes it out', async ({ page }) => {
  await openPlayground(page);
  const paper = paperOf(page);
  await page.keyboard.type('[[fast]] Once upon a time.');
  await page.evaluate(() =>
    document.addEventListener(
      'copy',
      (event) => {
        event.clipboardData?.setData('text/plain', ' and then'.repeat(40_000));
        event.preventDefault();
      },
      { once: true },
    ),
  );
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  const note = page.getByRole('status').filter({ hasText: /too many to edit here/u });
  const shownLength = (): Promise<number> => paper.evaluate((box) => (box instanceof HTMLTextAreaElement ? box.value.length : 0));
  await expect(note).toContainText('This text has 360,026 characters');
  await expect(paper).toHaveAttribute('readonly');
  expect(await shownLength()).toBe(20_000);
  await button(page, 'Complete').click();
  await settled(page);
  // What was written stands behind what is shown of the prompt.
  await expect(page.locator('main mark')).not.toHaveText('');
  expect(await violations(page)).toEqual([]);
  await paper.press('Control+z');
  await expect(note).toContainText('This text has 360,026 characters');
  await paper.press('Control+z');
  await expect(note).toHaveCount(0);
  expect(await shownLength()).toBe('[[fast]] Once upon a time.'.length);
  await expect(paper).toBeEditable();
});
