/** Several answers to one turn: compared, copied, stopped, chosen, dropped, and gone on from. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import type { ChatPage } from '../pages/chat-page.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

async function askFor(page: Page, chat: ChatPage, count: number, question: string): Promise<void> {
  await chat.button('Candidates').click();
  await page.getByRole('menuitemradio', { name: new RegExp(String(count)) }).click();
  await chat.ask(question);
  await expect(page.getByRole('button', { name: 'Use this answer' })).toHaveCount(count);
}
const written = (page: Page): Promise<void> => expect(page.locator('article[aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });

// Catches: candidates with one seed or without their likelihood, others that are deleted against the tick, and an undo or Compare that does
// not bring all of them back.
test('the rest is kept as versions, or dropped with an undo', async ({ page, chat }) => {
  const use = page.getByRole('button', { name: 'Use this answer' });
  const counter = page.getByRole('status').filter({ hasText: /^\d of \d$/ });
  await askFor(page, chat, 3, 'Name a boat [[fast]]');
  await written(page);
  const figures = page.locator('article [title*="seed"]');
  await expect(figures).toHaveCount(3);
  const seeds = await figures.evaluateAll((all) => all.map((one) => /seed (\d+)/.exec(one.getAttribute('title') ?? '')?.[1]));
  expect(new Set(seeds).size).toBe(3);
  await expect(page.getByText(/^log p [-−]\d+\.\d\d · perplexity \d+\.\d\d/)).toHaveCount(3);
  await chat.button('Likeliest first').click();
  await expect(chat.button('Likeliest first')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('checkbox', { name: 'Keep the others as versions' }).uncheck();
  await use.nth(1).click();
  await expect(use).toHaveCount(0);
  await expect(counter).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  await chat.button('Undo').click();
  await expect(counter).toHaveText('2 of 3');
  await chat.answers.first().getByRole('button', { name: 'More for this message' }).click();
  await page.getByRole('menuitem', { name: 'Compare versions' }).click();
  await expect(use).toHaveCount(3);
  await use.nth(2).click();
  await expect(counter).toHaveText('3 of 3');
});

// Catches: several answers to an old turn that are not put side by side, lose the version before them, or all have the seed that was typed.
test('a turn that has its answer gets several more, side by side', async ({ page, chat }) => {
  const use = page.getByRole('button', { name: 'Use this answer' });
  await chat.askAndWait('Name a boat [[fast]]');
  await chat.answers.first().getByRole('button', { name: 'More for this message' }).click();
  await page.getByRole('menuitem', { name: 'Regenerate with other settings…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Regenerate with other settings' });
  await dialog.getByRole('combobox', { name: 'Answers' }).selectOption('3');
  await dialog.getByRole('textbox', { name: 'Seed' }).fill('70');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Regenerate' }).click();
  await expect(use).toHaveCount(3);
  await written(page);
  for (const seed of [70, 71, 72]) await expect(page.locator(`article [title*="seed ${seed}"]`)).toBeVisible();
  await use.nth(1).click();
  await expect(page.getByRole('status').filter({ hasText: /^3 of 4$/ })).toBeVisible();
});

// Catches: a Stop that ends the wrong answer or all of them, and words that are lost when their answer is stopped.
test('one is stopped, then all, and what was written stays to be copied or used', async ({ page, chat }) => {
  await askFor(page, chat, 2, 'Name a boat [[slow]]');
  await chat.button('Stop answer 1').click();
  await expect(chat.button('Stop answer 1')).toHaveCount(0);
  await expect(chat.button('Stop answer 2')).toBeVisible();
  await expect(chat.button('Copy answer 2')).toBeEnabled();
  await chat.button('Stop answer 2').click();
  await written(page);
  await expect(chat.answers).toHaveText([/Stopped/, /Stopped/]);
});

// Catches: a stop that ends only the answer being written, so that the next one begins, or that loses what was written.
test('all are stopped at once while several are under way, and each keeps its text', async ({ page, chat }) => {
  await askFor(page, chat, 3, 'Name a boat [[slow]]');
  // They are written one after another: when all are stopped, one has been, one is half written, and one waits.
  await expect(chat.button('Copy answer 1')).toBeEnabled();
  await chat.button('Stop answer 1').click();
  await expect(chat.button('Copy answer 2')).toBeEnabled();
  await expect(page.locator('article[aria-busy="true"]')).toHaveCount(2);
  const texts = await Promise.all([0, 1].map((index) => chat.answers.nth(index).getByRole('paragraph').first().innerText()));
  expect(texts.every((text) => text.trim() !== '')).toBe(true);
  await chat.button('Stop all answers').click();
  await written(page);
  await expect(chat.button('Stop all answers')).toHaveCount(0);
  await expect(chat.answers).toHaveText([/Stopped/, /Stopped/, /Stopped/]);
  for (const [index, text] of texts.entries()) await expect(chat.answers.nth(index)).toContainText(text.trim());
  await page.reload();
  await chat.button('Next version').click();
  await expect(chat.answers.first()).toContainText(texts[1]?.trim() ?? 'nothing');
});

// Catches: a message to several answers that is sent below one of them only, or replies that are not on the map.
test('the talk goes on from several at once, one reply below each', async ({ page, chat }) => {
  await askFor(page, chat, 3, 'Name a colour [[fast]]');
  await written(page);
  const marks = page.getByRole('checkbox', { name: 'Go on from it' });
  await marks.nth(0).check();
  await marks.nth(2).check();
  await chat.button('Continue from 2 answers').click();
  await expect(page.getByText('Your next message goes below each of 2 answers')).toBeVisible();
  await chat.askAndWait('And why? [[fast]]');
  await expect(chat.stop).toHaveCount(0, { timeout: 20_000 });
  await chat.button('Branches').click();
  await expect(page.getByRole('treeitem')).toHaveText([/YouName/, /1 of 3.*3 messages/, /2 of 3.*1 message/, /3 of 3.*3 messages/]);
  await page.getByRole('treeitem').nth(3).click();
  await expect(page.getByRole('status').filter({ hasText: /^3 of 3$/ })).toBeVisible();
  await expect(chat.own.last()).toContainText('And why?');
});

// Catches: candidates that cannot be reached by arrow keys or that do not fit, and faults of axe in either form.
test('on a narrow window they are tabs, walked with the arrow keys; axe finds nothing in either form', async ({ page, chat }) => {
  await askFor(page, chat, 3, 'Name a boat [[fast]]');
  await written(page);
  const address = page.url();
  await page.locator('article').last().focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chat.answers.nth(1)).toBeFocused();
  await page.setViewportSize({ width: 700, height: 800 });
  const tabs = page.getByRole('tab');
  await tabs.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tabs.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.answers.first()).toContainText('Answer 3');
  await inEveryLook(page, async (look) => {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, new URL(address).hash);
    for (const width of [700, 1_280]) {
      await page.setViewportSize({ width, height: 800 });
      await expect(page.locator('section article').first()).toBeVisible();
      expect.soft(await violations(page), `${width} ${lookName(look)}`).toEqual([]);
    }
  });
});
