/** What the benchmarks of the window share: a Chromium, the app's page in it, and ways through the app. */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { startStoreWorker } from '#main/storage/store-client.ts';
import type { ServedApp } from '../e2e/fixtures/served-app.ts';

const STORE_ENTRY = new URL('../src/main/storage/store-worker.ts', import.meta.url);
const PLACES = [process.env['INKSTONE_CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** One of this machine, else Playwright's own. `args` go to Chromium. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = PLACES.find((path) => existsSync(path));
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
  });
}

/** Signed in, on the chat view, with a model that is ready. */
export async function openPage(browser: Browser, app: ServedApp): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await page.goto(app.address.href);
  await page.getByRole('link', { name: /ready/ }).waitFor({ timeout: 60_000 });
  return page;
}

export const goTo = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    window.location.hash = to;
  }, hash);

export async function newChat(page: Page): Promise<void> {
  await goTo(page, '#/chat');
  await page.waitForFunction(() => document.querySelector('main article') === null);
}

/** Until no answer is being written. */
export const idle = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, undefined, { timeout: 120_000 });

/** On the store of a data folder that no application has open. */
export async function withStore<T>(home: string, work: (store: Awaited<ReturnType<typeof startStoreWorker>>) => Promise<T>): Promise<T> {
  const store = await startStoreWorker({ entry: STORE_ENTRY, folder: home });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
