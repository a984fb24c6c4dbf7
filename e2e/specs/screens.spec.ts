/** Pictures of every screen, to be looked at by a person. The answers are the scripted engine's. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../fixtures/served-app.ts';
import { test } from '../fixtures/test.ts';
import { inEveryLook, lookName, openScreen, prepare, SCREENS } from '../pages/screens.ts';

test('every screen in light and dark, English and Chinese, wide and narrow', async ({ page, host }) => {
  test.setTimeout(240_000);
  const folder = join(ROOT, 'test-results/screens', host);
  await mkdir(folder, { recursive: true });
  await prepare(page);
  await inEveryLook(page, async (look) => {
    for (const screen of SCREENS) {
      await openScreen(page, screen);
      for (const width of [1280, 760]) {
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: join(folder, `${screen.name}-${lookName(look)}-${width}.png`), animations: 'disabled' });
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  });
});
