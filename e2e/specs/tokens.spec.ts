/** The token view: shades and alternatives by hand and by key, a branch with another token, and nothing while it is off. */
import { expect, test } from '../fixtures/test.ts';
import { inEveryLook, lookName } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

// Catches: numbers that do not add up, a caret that keys do not move, a branch that changes the answer it came from.
test('tokens are read once more, compared and branched from by keyboard', async ({ page, chat }) => {
  await chat.ask('Name a river [[fast]]');
  await expect(chat.answers.first()).toHaveAttribute('aria-busy', 'false');
  const before = (await chat.answers.first().getByRole('paragraph').first().innerText()).trim();
  const list = page.getByRole('listbox', { name: 'Tokens of the answer' });
  await expect(list).toHaveCount(0);
  await chat.answers.first().getByRole('button', { name: 'Token view' }).click();
  await expect(list.getByRole('option').first()).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /^\d+ tokens · log-likelihood [-−]/ })).toBeVisible();
  await list.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(/^2 tokens selected · log-likelihood/)).toBeVisible();
  await page.keyboard.press('Home');
  const choices = page.getByRole('region', { name: 'What could stand here' });
  await expect(choices.getByRole('button')).not.toHaveCount(0);
  await list.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^2 of 2$/ })).toBeVisible();
  await expect(chat.answers.first()).toHaveAttribute('aria-busy', 'false');
  await chat.button('Previous version').click();
  await expect(chat.answers.first()).toContainText(before.slice(0, 20));
});

// Catches: a view that has to wait for the end, loses what was written before it was opened, or offers a branch that would be refused.
test('tokens are looked at while the answer is written, and the finished ones take their place', async ({ page, chat }) => {
  await chat.ask('[[long 160]]');
  await chat.whileWriting(60);
  await chat.answers.first().getByRole('button', { name: 'Token view' }).press('Enter');
  const options = page.getByRole('listbox', { name: 'Tokens of the answer' }).getByRole('option');
  await expect(options.first()).toBeVisible();
  const early = await options.count();
  expect(await options.first().getAttribute('aria-label')).toContain('%');
  await expect(page.getByRole('region', { name: 'What could stand here' }).getByRole('button').first()).toBeDisabled();
  await expect(page.getByText('The answer is still being written.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await expect.poll(() => options.count()).toBeGreaterThan(early);
  await expect(chat.answers.first()).toHaveAttribute('aria-busy', 'false');
  await expect(options).toHaveCount(160);
  await expect(page.getByRole('region', { name: 'What could stand here' }).getByRole('button', { disabled: false })).not.toHaveCount(0);
});

test('the token view is clear to axe in every look', async ({ page, chat }) => {
  await chat.ask('Name a river [[fast]]');
  await expect(chat.answers.first()).toHaveAttribute('aria-busy', 'false');
  await chat.answers.first().getByRole('button', { name: 'Token view' }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  const { hash } = new URL(page.url());
  await inEveryLook(page, async (look) => {
    await page.evaluate((address) => {
      window.location.hash = address;
    }, hash);
    await expect(page.getByRole('option').first()).toBeVisible();
    expect.soft(await violations(page), lookName(look)).toEqual([]);
  });
});
