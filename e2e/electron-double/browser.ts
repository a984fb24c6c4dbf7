/**
 * The Chromium behind the windows: a spec's own browser, reached over its endpoint, so that the spec sees the same pages; without a
 * spec a browser of our own. Starting it is what `app.whenReady` waits for.
 */
import process from 'node:process';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';

/** Where a spec's browser listens (`browser.bind`). Taken out of the environment: the code under test has no business with it. */
const endpoint = process.env['ELECTRON_DOUBLE_BROWSER'];
delete process.env['ELECTRON_DOUBLE_BROWSER'];

async function connect(address: string): Promise<BrowserContext> {
  const browser: Browser = await chromium.connect(address);
  const context = browser.contexts().at(-1);
  if (context === undefined) throw new Error('electron double: the browser has no context');
  return context;
}

async function launch(): Promise<BrowserContext> {
  const executablePath = process.env['INKSTONE_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  return browser.newContext({ viewport: { width: 1_280, height: 800 }, locale: 'en-US' });
}

/** The context in which every window is a page. */
export const opened: Promise<BrowserContext> = endpoint === undefined ? launch() : connect(endpoint);
