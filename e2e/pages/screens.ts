/** Every screen in a state worth looking at, reached without a word of any language, and the four looks they come in. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export const LOOKS = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
] as const;
export type Look = (typeof LOOKS)[number];

export const lookName = ({ theme, language }: Look): string => `${theme}-${language}`;

async function go(page: Page, view: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/${view}`);
}

/** Through the settings page, as a user would. */
export async function setLook(page: Page, { theme, language }: Look): Promise<void> {
  await go(page, 'settings');
  const general = page.locator('section[aria-labelledby="settings-general"] select');
  await general.nth(1).selectOption(theme);
  await general.nth(0).selectOption(language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Makes the chats and texts that the screens show. Call once, in English. */
export async function prepare(page: Page): Promise<void> {
  const send = async (text: string): Promise<void> => {
    await go(page, 'chat');
    await expect(page.locator('article')).toHaveCount(0);
    await page.locator('main textarea').fill(text);
    await page.locator('main textarea').press('Enter');
    await expect(page.locator('article[aria-busy="false"]')).toHaveCount(1, { timeout: 20_000 });
  };
  await send('给房东写一封邮件：厨房的水龙头漏水。');
  await send('What is the capital of France?');
  await send('Explain scaled dot-product attention to a student who knows matrices. Keep it short and show the formula as code.');
  await go(page, 'write');
  await page
    .locator('main textarea')
    .fill(
      'Dear Ms Hall,\n\nthe tap in our kitchen drips since two weeks and the water have damaged the cupboard below it. I called at Monday but nobody has came. Could you please sent someone this week?\n\nKind regards',
    );
  await page.getByRole('button', { name: 'Proofread' }).click();
  await expect(page.getByRole('list', { name: 'Changes' })).toBeVisible();
  await go(page, 'translate');
  await page.locator('main textarea').first().fill('各位同事：\n原定于周四的评审会改到 11 月 27 日下午三点，请准时参加。');
  await expect(page.getByText(/cannot translate/)).toBeVisible();
}

export const SCREENS: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  {
    name: 'chat',
    open: async (page) => {
      await go(page, 'settings');
      await go(page, 'chat');
      const link = page.locator('[role="list"] a').first();
      await link.click();
      await expect(page.locator('article').last()).toBeVisible();
    },
  },
  { name: 'chat-empty', open: (page) => go(page, 'chat') },
  { name: 'quick-ask', open: (page) => go(page, 'quick-ask') },
  { name: 'write', open: (page) => go(page, 'write') },
  { name: 'translate', open: (page) => go(page, 'translate') },
  { name: 'models', open: (page) => go(page, 'models') },
  { name: 'settings', open: (page) => go(page, 'settings') },
];

/** Opens a screen and waits until it stands still. */
export async function openScreen(page: Page, { name, open }: (typeof SCREENS)[number]): Promise<void> {
  await open(page);
  await expect(page.locator('main h1').first()).toBeAttached();
  if (name === 'models') await expect(page.locator('article').first()).toBeVisible();
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => undefined)),
    );
  });
}
