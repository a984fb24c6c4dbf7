/** The library cannot be written while an answer comes: the window says so, keeps the text, and is quiet again when it is stored. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '../fixtures/test.ts';

test.use({ hasOwnApp: true });

test('an answer that cannot be stored yet is said to be kept, and is whole after a reload once it can', async ({ app, page, chat }) => {
  await chat.ask('[[slow]] [[long 60]] go on');
  await expect(chat.answers.last()).toHaveAttribute('aria-busy', 'true');
  const other = new DatabaseSync(join(app.home, 'inkstone.db'), { timeout: 5_000 });
  const notice = page.getByRole('status').filter({ hasText: 'An answer is not stored yet' });
  try {
    other.exec('BEGIN IMMEDIATE');
    await expect(notice).toContainText('Another program is using the chat database', { timeout: 20_000 });
    await expect(notice.getByRole('button', { name: 'Copy the answer' })).toBeVisible();
  } finally {
    other.close();
  }
  await expect(notice).toHaveCount(0, { timeout: 20_000 });
  await chat.answer();
  const words = await chat.words();
  await page.reload();
  await expect(chat.answers).toHaveCount(1);
  expect(await chat.words()).toBe(words);
});
