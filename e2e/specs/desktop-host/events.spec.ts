/** What a system does to a desktop program, on the Electron double: crashes, displays, sleep, shortcuts of others. */
import type { DesktopApp } from '../../fixtures/desktop-app.ts';
import { expect, test } from '../../fixtures/test.ts';

// What the system did stays done.
test.use({ hasOwnApp: true });

const quickOf = async (desktop: DesktopApp) => {
  await desktop.page('quick.html');
  const state = (await desktop.control.windows()).find(({ url }) => url.includes('quick.html'));
  if (state === undefined) throw new Error('there is no quick-ask window');
  return state;
};

// Catches: an answer that dies with its page, a window that stays white.
test('a page whose process dies comes back and joins the answer that main went on writing', async ({
  desktop,
  page,
  chat,
  context,
  problems,
}) => {
  problems.allow(/crash/i);
  await chat.ask('[[long 260]]');
  await chat.whileWriting(100);
  const session = await context.newCDPSession(page);
  await Promise.all([page.waitForEvent('crash'), session.send('Page.crash').catch(() => undefined)]);
  await expect.poll(() => page.isClosed()).toBe(true);
  const again = await desktop.page();
  await expect(again.getByRole('article', { name: 'You', exact: true })).toContainText('long 260');
  await expect(again.getByRole('article', { name: 'Assistant', exact: true })).toHaveAttribute('aria-busy', 'false', { timeout: 20_000 });
});

test('an engine that crashes in mid-answer is explained, and the text stays', async ({ page, chat }) => {
  await chat.ask('[[crash]] tell me something');
  await expect(page.getByText('The engine stopped unexpectedly. The text so far is kept.')).toBeVisible();
  await expect(chat.button('Continue')).toBeVisible();
});

test('the shortcut shows quick ask with its caret, Escape hides it, and the window is never made twice', async ({ desktop, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  const { id } = await quickOf(desktop);
  await expect.poll(() => desktop.control.shortcuts()).not.toEqual([]);
  const [accelerator = ''] = await desktop.control.shortcuts();
  const quick = await desktop.page('quick.html');
  for (const _ of [1, 2]) {
    expect(await desktop.control.pressShortcut(accelerator)).toBe(true);
    await expect.poll(() => quickOf(desktop)).toMatchObject({ id, isVisible: true, isFocused: true });
    await expect(quick.getByRole('textbox', { name: 'Ask', exact: true })).toBeFocused();
    await quick.keyboard.press('Escape');
    await expect.poll(() => quickOf(desktop)).toMatchObject({ id, isVisible: false });
  }
});

// Catches: a window left on a display that is gone.
test('quick ask opens on the display with the pointer, and inside what is left when that display goes', async ({ desktop, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  await quickOf(desktop);
  await expect.poll(() => desktop.control.shortcuts()).not.toEqual([]);
  const [accelerator = ''] = await desktop.control.shortcuts();
  await desktop.control.changeDisplays([1_920, 1_280], { x: 2_500, y: 400 });
  await desktop.control.pressShortcut(accelerator);
  await expect.poll(async () => (await quickOf(desktop)).bounds.x).toBeGreaterThanOrEqual(1_920);
  const { bounds } = await quickOf(desktop);
  expect(bounds.x + bounds.width).toBeLessThanOrEqual(3_200);
  await (await desktop.page('quick.html')).keyboard.press('Escape');
  await expect.poll(() => quickOf(desktop)).toMatchObject({ isVisible: false });
  await desktop.control.changeDisplays([1_024], { x: 10, y: 10 });
  await desktop.control.pressShortcut(accelerator);
  await expect.poll(() => quickOf(desktop)).toMatchObject({ isVisible: true });
  const moved = (await quickOf(desktop)).bounds;
  expect(moved.x).toBeGreaterThanOrEqual(0);
  expect(moved.x + moved.width).toBeLessThanOrEqual(1_024);
});

test('sleep and waking in mid-answer lose nothing', async ({ desktop, chat }) => {
  await chat.ask('[[long 120]]');
  await chat.whileWriting(50);
  await desktop.control.firePower('suspend');
  await desktop.control.firePower('resume');
  await chat.answer();
  await expect.poll(() => desktop.control.shortcuts()).not.toEqual([]);
});
