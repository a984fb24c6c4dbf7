/** Pictures of every screen, to be looked at by a person. The answers are the scripted engine's. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../fixtures/served-app.ts';
import { test } from '../fixtures/test.ts';
import { lookName, LOOKS, openScreen, prepare, SCREENS, setLook } from '../pages/screens.ts';

const FOLDER = join(ROOT, 'test-results/screens');

test('every screen in light and dark, English and Chinese, wide and narrow', async ({ page }) => {
  test.setTimeout(120_000);
  await mkdir(FOLDER, { recursive: true });
  await prepare(page);
  for (const look of LOOKS) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await setLook(page, look);
    for (const screen of SCREENS) {
      await openScreen(page, screen);
      for (const width of [1280, 760]) {
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: join(FOLDER, `${screen.name}-${lookName(look)}-${width}.png`), animations: 'disabled' });
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  }
});
