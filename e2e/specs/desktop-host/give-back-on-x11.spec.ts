/**
 * An answer given back to a real program: a mousepad window on a real X display, its real selection, xdotool's real keys and the
 * server's real clipboard; the desktop entry's own windows are the double's. Those live in headless Chromium and not on that
 * display, so the editor keeps X's focus the whole time: that our window takes it and gives it back is not proven here.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { missingX11Tools, until, X11Session } from '../../../src/main/selection/x11-session.test-support.ts';
import { startDesktopApp } from '../../fixtures/desktop-app.ts';
import type { DesktopApp } from '../../fixtures/desktop-app.ts';
import { expect, test } from '../../fixtures/test.ts';

const HOTKEY = 'Alt+Shift+Space';
const LINE = 'we saw teh cat';
const TEXT = `${LINE}\nsecond line\n`;
/** A 1 × 1 picture. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test.use({ hasOwnApp: true });

const missing = missingX11Tools();
test.skip(missing.length > 0, `skipped: no ${missing.join(', no ')}`);

/** As the user does it; the page learns of its focus from Chromium, which a headless one may not tell it. */
async function pressHotkey(desktop: DesktopApp, quick: Page): Promise<void> {
  expect(await desktop.control.pressShortcut(HOTKEY)).toBe(true);
  const isInFront = async (): Promise<boolean> =>
    (await desktop.control.windows()).some(({ url, isVisible, isFocused }) => url.includes('quick.html') && isVisible && isFocused);
  await expect.poll(isInFront).toBe(true);
  await quick.evaluate(() => void window.dispatchEvent(new Event('focus')));
}

async function selectLine(session: X11Session): Promise<void> {
  session.key('ctrl+Home', 'shift+End');
  await until('the line is selected', () => session.primary() === LINE);
}

// Catches: an answer that arrives nowhere or twice, a clipboard that comes back changed, an undo that undoes something else.
test('a selection is read, answered, replaced, undone and written below, and the clipboard stays as it was', async ({
  endpoint,
  context,
  problems,
}) => {
  const session = await X11Session.start();
  const env = { ...session.env, ELECTRON_DOUBLE_CLIPBOARD: 'x11' };
  const desktop = await startDesktopApp({ engine: 'scripted', endpoint, context, env });
  problems.allowOrigin(desktop.origin);
  try {
    await expect((await desktop.page()).getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
    const quick = await desktop.page('quick.html');
    const editor = await session.openEditor(TEXT);
    // The file says what stands in the editor, without a look through the clipboard.
    const saved = async (): Promise<string> => {
      session.key('ctrl+s');
      return readFile(editor.path, 'utf8');
    };
    const isClipboardKept = (): boolean => session.clipboard('image/png').equals(PNG);
    await session.copy('image/png', PNG);
    // The user is in the editor, not in our main window.
    for (const { id } of await desktop.control.windows()) await desktop.control.blurWindow(id);

    await selectLine(session);
    await pressHotkey(desktop, quick);
    await expect(quick.getByText(`Selection · ${LINE.length} characters · “${LINE}”`)).toBeVisible();
    await quick.getByRole('textbox', { name: 'Ask', exact: true }).fill('proofread');
    await quick.keyboard.press('Enter');
    await expect(quick.getByRole('region', { name: 'Answer' }).getByText('we saw the cat', { exact: true }).first()).toBeVisible();

    await quick.getByRole('button', { name: 'Replace', exact: true }).click();
    await expect(quick.getByText('The other program took the text.')).toBeVisible();
    await expect.poll(saved).toBe('we saw the cat\nsecond line\n');
    expect(isClipboardKept(), 'the clipboard after Replace').toBe(true);

    await quick.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(quick.getByText('The undo keys were sent to the other program.')).toBeVisible();
    await expect.poll(saved).toBe(TEXT);
    expect(isClipboardKept(), 'the clipboard after Undo').toBe(true);

    // The same selection again: the answer on the screen now belongs to it.
    for (const { id } of await desktop.control.windows()) await desktop.control.blurWindow(id);
    await selectLine(session);
    await pressHotkey(desktop, quick);
    await quick.getByRole('button', { name: 'Insert below', exact: true }).click();
    await expect.poll(saved).toBe(`${LINE}\nwe saw the cat\nsecond line\n`);
    await expect(quick.getByText('The other program took the text.')).toBeVisible();
    expect(isClipboardKept(), 'the clipboard after Insert below').toBe(true);

    expect(await desktop.stop()).toBe(0);
  } finally {
    await desktop.killTree();
    await session.end();
  }
});
