/** Updates in both hosts, in a build that has no update source: what is said, and that nothing leaves the machine. */
import { DesktopApp } from '../fixtures/desktop-app.ts';
import { expect, test } from '../fixtures/test.ts';

test('a build without an update source says so and offers no button that could not work', async ({ app, page }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const sentence = app instanceof DesktopApp ? 'This build has no update source.' : 'This page is updated with its program';
  await expect(page.getByText(sentence)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check for updates' })).toHaveCount(0);
});

test('the switch that keeps Inkstone off the network is there where there is a network', async ({ app, page }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const offline = page.getByRole('switch', { name: 'Stay offline' });
  await expect(page.getByRole('heading', { name: 'Updates' })).toBeVisible();
  if (!(app instanceof DesktopApp)) return expect(offline).toHaveCount(0);
  // Not `check()`, which looks once: the switch moves with the next frame.
  await offline.click();
  await expect(offline).toBeChecked();
  await page.reload();
  return expect(offline).toBeChecked();
});
