/**
 * Texts made to stall a window (H06, H07 of the reliability brief), as stored answers and while they are written: the longest task of
 * the page's main thread. Needs the built app (`npm run build`) and a Chromium. INKSTONE_BENCH_HOSTILE picks texts by a part of their name.
 */
import { rm } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { HOSTILE_TEXTS, pasteIntoComposer } from '../e2e/fixtures/hostile-texts.ts';
import type { HostileText } from '../e2e/fixtures/hostile-texts.ts';
import { makeHome, startServedApp } from '../e2e/fixtures/served-app.ts';
import { goTo, idle, launchChromium, newChat, openPage, withStore } from './browser.ts';
import { traceTasks } from './main-thread.ts';
import type { MainTask } from './main-thread.ts';

export interface HostileBenchOptions {
  readonly log?: (line: string) => void;
}

export interface Frames {
  /** The longest task, by the clock and of the processor. */
  readonly longestMs: number;
  readonly longestCpuMs: number;
  readonly over100: number;
  readonly nodes: number;
}

export interface HostileBenchResult {
  readonly settled: Readonly<Record<string, Frames>>;
  readonly streamed: Readonly<Record<string, Frames>>;
}

const FRAME_MS = 100;
/** As much of a text as is written while it is looked at. */
const STREAMED_LENGTH = 24_000;
/** Shorter pastes are typed into the box by the browser itself, which a made-up event cannot ask for. */
const LEAST_PASTED = 4_100;
const QUIET_MS = 1_200;

const keyOf = ({ id, name }: HostileText): string => `${id} ${name}`;

const seed = (home: string, texts: readonly HostileText[]): Promise<string[]> =>
  withStore(home, async (store) => {
    const ids: string[] = [];
    for (const text of texts) {
      const { id } = await store.threads.create('chat');
      await store.messages.addFinished(id, null, [
        { role: 'user', text: keyOf(text) },
        { role: 'assistant', text: text.text },
      ]);
      await store.threads.rename(id, keyOf(text), 'user');
      ids.push(id);
    }
    return ids;
  });

async function framesOf(page: Page, tasks: readonly MainTask[]): Promise<Frames> {
  const nodes = await page.evaluate(() => document.querySelectorAll('main *').length);
  return {
    longestMs: Math.round(Math.max(0, ...tasks.map(({ ms }) => ms))),
    longestCpuMs: Math.round(Math.max(0, ...tasks.map(({ cpuMs }) => cpuMs))),
    over100: tasks.filter(({ cpuMs }) => cpuMs > FRAME_MS).length,
    nodes,
  };
}

/** A stored answer: from the click on its chat until the page has been at rest. */
async function openSettled(browser: Browser, page: Page, threadId: string): Promise<Frames> {
  await newChat(page);
  const tasks = await traceTasks(browser, page, async () => {
    await goTo(page, `#/chat/${threadId}`);
    await page.waitForFunction(() => document.querySelector('main article') !== null, undefined, { timeout: 60_000 });
    await page.waitForTimeout(QUIET_MS);
  });
  return framesOf(page, tasks);
}

/** The same text being written, as fast as no model writes. */
async function writeAnswer(browser: Browser, page: Page, text: string): Promise<Frames> {
  await newChat(page);
  await pasteIntoComposer(page, `[[fast]] [[say]]${text.slice(0, STREAMED_LENGTH).padEnd(LEAST_PASTED)}[[/say]]`);
  const tasks = await traceTasks(browser, page, async () => {
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null, undefined, { timeout: 60_000 });
    await idle(page);
  });
  return framesOf(page, tasks);
}

const show = (key: string, { longestMs, longestCpuMs, over100, nodes }: Frames): string =>
  `${key}: longest task ${longestMs} ms (${longestCpuMs} ms of the processor), ${over100} over ${FRAME_MS}, ${nodes} elements`;

export async function runHostileBench({ log }: HostileBenchOptions = {}): Promise<HostileBenchResult> {
  const wanted = process.env['INKSTONE_BENCH_HOSTILE'] ?? '';
  const texts = HOSTILE_TEXTS.filter((text) => keyOf(text).includes(wanted));
  const home = await makeHome();
  const ids = await seed(home, texts);
  const app = await startServedApp({ engine: 'scripted', home });
  const browser = await launchChromium();
  try {
    const page = await openPage(browser, app);
    const settled: Record<string, Frames> = {};
    const streamed: Record<string, Frames> = {};
    for (const [index, text] of texts.entries()) {
      const key = keyOf(text);
      settled[key] = await openSettled(browser, page, ids[index] ?? '');
      log?.(show(`hostile, settled: ${key}`, settled[key]));
    }
    for (const text of texts) {
      const key = keyOf(text);
      streamed[key] = await writeAnswer(browser, page, text.text);
      log?.(show(`hostile, written: ${key}`, streamed[key]));
    }
    return { settled, streamed };
  } finally {
    await browser.close();
    await app.killTree();
    await rm(home, { recursive: true, force: true });
  }
}
