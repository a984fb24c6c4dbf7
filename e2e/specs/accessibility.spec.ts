/** Every screen for every person: axe over all of them, the keyboard alone, narrow windows and large text. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { inEveryLook, lookName, LOOKS, openScreen, prepare, SCREENS, setLook } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

test('axe finds nothing of any level on any screen, light and dark, in English and Chinese', async ({ page }) => {
  await prepare(page, ' [[fast]]');
  await inEveryLook(page, async (look) => {
    for (const screen of SCREENS) {
      await openScreen(page, screen);
      expect.soft(await violations(page), `${screen.name} ${lookName(look)}`).toEqual([]);
    }
    await page.locator('main h1').first().click();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect.soft(await violations(page), `help ${lookName(look)}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});

/** Controls that stick out of the window, and the page itself when it scrolls sideways. */
const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrollsSideways = (element: Element | null): boolean => {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
      }
      return false;
    };
    const out = [...document.querySelectorAll('a[href], button, input, select, textarea')].flatMap((element) => {
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1 || !element.checkVisibility({ checkVisibilityCSS: true })) return [];
      if (left >= -1 && right <= window.innerWidth + 1) return [];
      return scrollsSideways(element.parentElement)
        ? []
        : [`${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent} ${Math.round(left)}…${Math.round(right)}`];
    });
    const { scrollWidth } = document.documentElement;
    return scrollWidth > window.innerWidth ? [...out, `the page is ${scrollWidth} px wide`] : out;
  });

test('760 px, 200 % zoom and 200 % text leave every control reachable and nothing to scroll sideways', async ({ page }) => {
  await prepare(page, ' [[fast]]');
  for (const [name, width, height, textSize] of [
    ['760 px', 760, 800, '100'],
    ['200 % zoom', 640, 400, '100'],
    ['200 % text', 1280, 800, '200'],
  ] as const) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await setLook(page, LOOKS[0]);
    await page.locator('section[aria-labelledby="settings-general"] select').nth(2).selectOption(textSize);
    await page.setViewportSize({ width, height });
    for (const screen of SCREENS) {
      if (screen.name === 'chat' && width < 900) continue;
      await openScreen(page, screen);
      expect.soft(await clipped(page), `${screen.name} at ${name}`).toEqual([]);
    }
  }
});

test('the keyboard alone is enough: rail, chat, help, regions, settings', async ({ page, chat }) => {
  await page.keyboard.press('Control+1');
  await expect(chat.message).toBeFocused();
  await page.keyboard.type('What is the capital of France?');
  await page.keyboard.press('Enter');
  await expect(chat.answers.last()).toContainText('Paris');
  await page.keyboard.press('Control+b');
  await expect(chat.threads).toHaveCount(0);
  await page.keyboard.press('Control+b');
  await expect(chat.threads).toBeVisible();
  for (const [key, hash] of [
    ['2', 'quick-ask'],
    ['3', 'write'],
    ['4', 'translate'],
    ['5', 'playground'],
    ['6', 'models'],
    ['7', 'settings'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expect(page).toHaveURL(new RegExp(`#/${hash}$`));
  }
  await page.keyboard.press('F6');
  await expect(page.getByRole('navigation').getByRole('link').first()).toBeFocused();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText('Ctrl+B')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('navigation').getByRole('link').first()).toBeFocused();
  const seen = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    seen.add(
      await page.evaluate(() => {
        const active = document.activeElement;
        if (!active || active === document.body) return 'body';
        const outline = getComputedStyle(active);
        if (outline.outlineStyle === 'none' && outline.boxShadow === 'none') return `no focus ring: ${active.outerHTML.slice(0, 120)}`;
        return active.tagName;
      }),
    );
  }
  expect([...seen].filter((name) => name.startsWith('no focus ring'))).toEqual([]);
});
