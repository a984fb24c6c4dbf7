/**
 * Quitting always quits: each way out, with what could stand in its way, in as few boots as show every way and every hindrance at
 * least once. Code 0, no process left, and the texts kept, on the Electron double. (The tray's way is in shell.spec.ts.)
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { startDesktopApp } from '../../fixtures/desktop-app.ts';
import type { DesktopApp } from '../../fixtures/desktop-app.ts';
import { expect, test } from '../../fixtures/test.ts';
import { ChatPage } from '../../pages/chat-page.ts';

test.use({ hasOwnApp: true });

const DRAFT = 'words that were not sent';
const LIMIT_MS = 6_000;

async function idOf(desktop: DesktopApp, file: string): Promise<number> {
  const found = (await desktop.control.windows()).find(({ url }) => url.includes(file));
  if (found === undefined) throw new Error(`there is no window of ${file}`);
  return found.id;
}

type Act = (desktop: DesktopApp, page: Page) => Promise<unknown>;

const HINDRANCES = {
  'an answer being written': async (_desktop, page) => {
    const chat = new ChatPage(page);
    await chat.ask('[[slow]] [[long 400]]');
    await chat.whileWriting(10);
  },
  'the overlay open': async (desktop) => {
    await desktop.page('quick.html');
    expect(await desktop.control.pressShortcut('Alt+Shift+Space')).toBe(true);
    const isShown = async (): Promise<boolean> =>
      (await desktop.control.windows()).some(({ url, isVisible }) => url.includes('quick.html') && isVisible);
    await expect.poll(isShown).toBe(true);
  },
  'the settings open': async (desktop, page) => {
    await desktop.control.chooseMenu(['File', 'Settings']);
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  },
  'the window minimised': async (desktop) => desktop.control.minimizeWindow(await idOf(desktop, 'index.html')),
  // As a page that asks "Leave this site?": its unload never comes to an end by itself.
  'a page that refuses to unload': async (_desktop, page) => {
    await page.mouse.click(5, 5);
    await page.evaluate(() => {
      window.addEventListener('beforeunload', (event) => event.preventDefault());
    });
  },
  'a page that hangs': async (_desktop, page) => {
    page
      .evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
  },
} as const satisfies Record<string, Act>;
type Hindrance = keyof typeof HINDRANCES;

const WAYS = {
  'the menu': (desktop) => desktop.control.chooseMenu(['File', 'Quit Inkstone']),
  SIGTERM: async (desktop) => desktop.child.kill('SIGTERM'),
  'closing the window, without a tray to keep it': async (desktop) => desktop.control.closeWindow(await idOf(desktop, 'index.html')),
  'the end of the session': (desktop) => desktop.control.firePower('shutdown'),
  'two orders at once': (desktop) => Promise.all([desktop.control.quit(), desktop.control.chooseMenu(['File', 'Quit Inkstone'])]),
} as const satisfies Record<string, (desktop: DesktopApp) => Promise<unknown>>;

const CASES: readonly { readonly way: keyof typeof WAYS; readonly hindrances: readonly Hindrance[] }[] = [
  { way: 'the menu', hindrances: ['an answer being written', 'the overlay open'] },
  { way: 'SIGTERM', hindrances: ['the settings open', 'a page that refuses to unload'] },
  { way: 'closing the window, without a tray to keep it', hindrances: ['an answer being written', 'the overlay open'] },
  { way: 'the end of the session', hindrances: ['an answer being written', 'the window minimised'] },
  { way: 'two orders at once', hindrances: ['the overlay open', 'a page that hangs'] },
];

function storedTexts(home: string): { readonly drafts: readonly unknown[]; readonly answers: readonly unknown[] } {
  const database = new DatabaseSync(join(home, 'inkstone.db'), { readOnly: true });
  const drafts = database.prepare('SELECT text FROM drafts').all();
  const answers = database.prepare("SELECT state, length(text) > 0 AS hasText FROM messages WHERE role = 'assistant'").all();
  database.close();
  return { drafts: drafts.map(({ text }) => text), answers: answers.map((row) => ({ ...row })) };
}

/** Whether any process of the host's group is there; it leads one of its own. */
function isAnyoneLeft(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

for (const { way, hindrances } of CASES) {
  test(`${way} quits, with ${hindrances.join(' and ')}`, async ({ endpoint, context, problems }) => {
    const desktop = await startDesktopApp({ engine: 'scripted', endpoint, context });
    problems.allowOrigin(desktop.origin);
    const page = await desktop.page();
    const isAnswering = hindrances.includes('an answer being written');
    await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
    await expect.poll(() => desktop.control.shortcuts()).not.toEqual([]);
    if (!isAnswering) {
      await page.getByRole('textbox', { name: 'Message', exact: true }).fill(DRAFT);
      await expect.poll(() => storedTexts(desktop.home).drafts).toEqual([DRAFT]);
    }
    for (const hindrance of hindrances) await HINDRANCES[hindrance](desktop, page);

    const from = performance.now();
    await WAYS[way](desktop).catch(() => undefined);
    expect(await desktop.ended()).toBe(0);
    expect(performance.now() - from, 'milliseconds to quit').toBeLessThan(LIMIT_MS);
    await expect.poll(() => isAnyoneLeft(desktop.pid)).toBe(false);
    expect(existsSync(join(desktop.home, 'inkstone.lock'))).toBe(false);
    const { drafts, answers } = storedTexts(desktop.home);
    if (isAnswering) expect(answers).toEqual([{ state: expect.stringMatching(/^(stopped|interrupted)$/), hasText: 1 }]);
    else expect(drafts).toEqual([DRAFT]);
    rmSync(desktop.home, { recursive: true });
  });
}
