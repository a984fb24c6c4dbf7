/** The self-test is reached from Settings; the desktop host tests itself, the browser host says why it does not. */
import { expect, test } from '../fixtures/test.ts';

test.beforeEach(async ({ page }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Open self-test' }).click();
  await expect(page.getByRole('heading', { name: 'Self-test', exact: true })).toBeVisible();
});

test('says what works on this desktop, or that it is for the desktop app', async ({ page, host }) => {
  if (host === 'browser') {
    await expect(page.getByText('The self-test is for the desktop app')).toBeVisible();
    await page.getByRole('link', { name: 'Back to Settings' }).click();
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    return;
  }
  await expect(page.getByRole('status').filter({ hasText: 'Done:' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem')).toHaveCount(7);
  await expect(page.getByRole('listitem', { name: 'Shortcut for quick ask' })).toContainText('Works');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Done:' })).toBeVisible();
});
