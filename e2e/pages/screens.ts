/** Every screen in a state worth looking at, reached without a word of any language, and the four looks they come in. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { standsStill } from './violations.ts';

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
async function chooseLook(page: Page, theme: string, language: string): Promise<void> {
  await go(page, 'settings');
  const general = page.locator('section[aria-labelledby="settings-general"] select');
  await general.nth(1).selectOption(theme);
  await general.nth(0).selectOption(language);
}

export async function setLook(page: Page, { theme, language }: Look): Promise<void> {
  await chooseLook(page, theme, language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/**
 * A step in each look; on the desktop host, which shows the very same page, in the two that differ in everything. The settings are as
 * shipped afterwards, so that the application can go on to the next test.
 */
export async function inEveryLook(page: Page, work: (look: Look) => Promise<void>): Promise<void> {
  const looks = test.info().project.name === 'browser' ? LOOKS : [LOOKS[0], LOOKS[3]];
  for (const look of looks) {
    await test.step(lookName(look), async () => {
      await setLook(page, look);
      await work(look);
    });
  }
  await chooseLook(page, 'system', 'system');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
}

/**
 * Makes the chats and texts that the screens show. Call once, in English. `pace` is a trigger of the scripted engine that stands in
 * every question: for tests that nobody looks at.
 */
export async function prepare(page: Page, pace: '' | ' [[fast]]' = ''): Promise<void> {
  const send = async (text: string): Promise<void> => {
    await go(page, 'chat');
    await expect(page.locator('article')).toHaveCount(0);
    await page.locator('main textarea').fill(`${text}${pace}`);
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
      `Dear Ms Hall,\n\nthe tap in our kitchen drips since two weeks and the water have damaged the cupboard below it. I called at Monday but nobody has came. Could you please sent someone this week?\n\nKind regards${pace}`,
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
  { name: 'playground', open: (page) => go(page, 'playground') },
  { name: 'models', open: (page) => go(page, 'models') },
  { name: 'settings', open: (page) => go(page, 'settings') },
  { name: 'self-test', open: (page) => go(page, 'settings/self-test') },
  { name: 'assistants', open: (page) => go(page, 'assistants/tutor') },
];

/** Opens a screen and waits until it stands still. */
export async function openScreen(page: Page, { name, open }: (typeof SCREENS)[number]): Promise<void> {
  await open(page);
  await expect(page.locator('main h1').first()).toBeAttached();
  if (name === 'models') await expect(page.locator('article').first()).toBeVisible();
  if (name === 'self-test') await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await standsStill(page);
}
