/**
 * What a person waits for in the built app, in Chromium over the browser host and the scripted engine: the first painted
 * token beyond the engine's own time, the cost of painting a long stream, opening a long thread, stopping.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import * as z from 'zod';
import { threadIdSchema } from '#shared/models/ids.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { startStoreWorker } from '#main/storage/store-client.ts';
import { makeHome, startServedApp } from '../e2e/fixtures/served-app.ts';
import { quantiles } from './quantiles.ts';
import type { Timing } from './library.ts';

export interface UiBenchOptions {
  readonly turns?: number;
  readonly stops?: number;
  readonly streamedTokens?: number;
  readonly messages?: number;
  readonly openings?: number;
  readonly log?: (line: string) => void;
}

export interface UiBenchResult {
  /** Click on Send to the painted first token, less the engine's own time to it. */
  readonly firstToken: Timing;
  /** Work of the page's main thread in each 32 ms while the answer streams. */
  readonly flush: Timing;
  readonly longTasks: { readonly count: number; readonly longestMs: number };
  /** Click on a chat to its newest message painted. */
  readonly openThread: Timing;
  /** Click on Stop to the last change of the text. */
  readonly stop: Timing;
}

const FLUSH_WINDOW_MS = 32;
const PAUSE_MS = 400;
const STORE_ENTRY = new URL('../src/main/storage/store-worker.ts', import.meta.url);

async function withStore<T>(home: string, work: (store: Awaited<ReturnType<typeof startStoreWorker>>) => Promise<T>): Promise<T> {
  const store = await startStoreWorker({ entry: STORE_ENTRY, folder: home });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const textOf = (thread: number, index: number): string =>
  `Message ${index} of thread ${thread}: the quick brown fox jumps over the lazy dog, **again** and again, until \`dusk\` comes and the dog gets up.`;

/** As many threads as are opened, so that none has been seen before. */
const seed = (home: string, threads: number, messages: number): Promise<ThreadId[]> =>
  withStore(home, async (store) => {
    const ids: ThreadId[] = [];
    for (let thread = 1; thread <= threads; thread += 1) {
      const { id } = await store.threads.create('chat');
      const turns = Array.from({ length: messages }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        text: textOf(thread, index + 1),
      }));
      await store.messages.addFinished(id, null, turns);
      await store.threads.rename(id, `Thread ${thread}`, 'user');
      ids.push(id);
    }
    return ids;
  });

/** Resolves with the milliseconds from a click to the frame in which `pattern` is on screen, in a message that was not there before. */
const clickUntilPainted = (page: Page, selector: string, pattern: string): Promise<number> =>
  page.evaluate(
    ([target = '', words = '']) =>
      new Promise<number>((resolve, reject) => {
        const button = document.querySelector<HTMLElement>(target);
        if (!button) return reject(new Error(`no ${target}`));
        const wanted = new RegExp(words);
        const idOf = (article: Element): string | null => article.getAttribute('data-message-id');
        const before = new Set([...document.querySelectorAll('main article')].map(idOf));
        const started = performance.now();
        const observer = new MutationObserver(() => {
          const last = [...document.querySelectorAll('main article')].at(-1);
          if (!last || before.has(idOf(last)) || !wanted.test(last.textContent)) return;
          observer.disconnect();
          // A message sent in a frame's callback arrives when that frame has been painted.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - started);
            port2.postMessage(null);
          });
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        button.click();
      }),
    [selector, pattern],
  );

const idle = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') === null, undefined, { timeout: 120_000 });

async function newChat(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '#/chat';
  });
  await page.waitForFunction(() => document.querySelector('article') === null);
}

/** Sends `text` `turns` times in one new chat. Returns that chat and the time of each. */
async function measureTurns(page: Page, turns: number): Promise<{ threadId: ThreadId; painted: number[] }> {
  await newChat(page);
  const painted: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('What is the capital of France?');
    await page.locator('button[aria-label="Send"]:not(:disabled)').waitFor();
    // Nobody asks again within a blink of the last word: what follows an answer (its end stored, a title) is over by then.
    await page.waitForTimeout(PAUSE_MS);
    painted.push(await clickUntilPainted(page, 'button[aria-label="Send"]', 'AssistantThe'));
    await idle(page);
  }
  return { threadId: threadIdSchema.parse(page.url().split('/').at(-1)), painted };
}

async function measureStop(page: Page): Promise<number> {
  await newChat(page);
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('[[long 4000]]');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForFunction(() => (document.querySelector('article[aria-busy="true"]')?.textContent.length ?? 0) > 120);
  const latency = await page.evaluate(async () => {
    const article = document.querySelector('article[aria-busy="true"]');
    const stop = document.querySelector<HTMLElement>('button[aria-label="Stop"]');
    if (!article || !stop) throw new Error('nothing is being written');
    const words = (): string =>
      [...article.querySelectorAll('p, li, h2:not(.sr-only), code')].map(({ textContent }) => textContent).join('|');
    let text = words();
    let last = 0;
    const clicked = performance.now();
    const observer = new MutationObserver(() => {
      if (article.getAttribute('aria-busy') !== 'true' || words() === text) return;
      text = words();
      last = performance.now() - clicked;
    });
    observer.observe(article, { subtree: true, childList: true, characterData: true });
    stop.click();
    await new Promise((resolve) => setTimeout(resolve, 500));
    observer.disconnect();
    return last;
  });
  await idle(page);
  return latency;
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      tid: z.number(),
      pid: z.number(),
      ts: z.number(),
      dur: z.number().optional(),
      args: z.object({ name: z.unknown() }).partial().optional(),
    }),
  ),
});

/** Durations of the main thread's tasks, in ms, by start. */
function mainTasks(trace: Buffer): { at: number; ms: number }[] {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString('utf8')));
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name === 'ThreadControllerImpl::RunTask' && mains.has(`${pid}:${tid}`))
    .map(({ ts, dur = 0 }) => ({ at: ts / 1_000, ms: dur / 1_000 }));
}

async function measureStream(browser: Browser, page: Page, tokens: number): Promise<Pick<UiBenchResult, 'flush' | 'longTasks'>> {
  await newChat(page);
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(`[[fast]] [[long ${tokens}]]`);
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
  await idle(page);
  const tasks = mainTasks(await browser.stopTracing());
  const start = Math.min(...tasks.map(({ at }) => at));
  const windows = new Map<number, number>();
  for (const { at, ms } of tasks) {
    const window = Math.floor((at - start) / FLUSH_WINDOW_MS);
    windows.set(window, (windows.get(window) ?? 0) + ms);
  }
  const long = tasks.filter(({ ms }) => ms > 50);
  return {
    flush: quantiles([...windows.values()]),
    longTasks: { count: long.length, longestMs: Math.max(0, ...tasks.map(({ ms }) => ms)) },
  };
}

async function measureOpenings(page: Page, threadIds: readonly ThreadId[], messages: number): Promise<Timing> {
  const times: number[] = [];
  for (const [index, threadId] of threadIds.entries()) {
    await newChat(page);
    const link = `a[href$="/chat/${threadId}"]`;
    await page.locator(link).waitFor();
    times.push(await clickUntilPainted(page, link, `Message ${messages} of thread ${index + 1}:`));
  }
  return quantiles(times);
}

const show = ({ p50Ms, p95Ms }: Timing): string => `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`;

/** Needs the built app (`npm run build`) and a Chromium. */
export async function runUiBench({
  turns = 40,
  stops = 20,
  streamedTokens = 20_000,
  messages = 10_000,
  openings = 12,
  log,
}: UiBenchOptions = {}): Promise<UiBenchResult> {
  const executablePath = [
    process.env['INKSTONE_CHROMIUM'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((path) => existsSync(path));
  const home = await makeHome();
  log?.(`ui: making ${openings} threads of ${messages} messages`);
  const threadIds = await seed(home, openings, messages);
  const app = await startServedApp({ engine: 'scripted', home });
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    await page.goto(app.address.href);
    await page.getByRole('link', { name: /SmolLM2.* ready|ready/ }).waitFor({ timeout: 30_000 });
    const openThread = await measureOpenings(page, threadIds, messages);
    log?.(`ui: opening a thread of ${messages}: ${show(openThread)}`);
    const { threadId, painted } = await measureTurns(page, turns);
    const stopTimes: number[] = [];
    for (let index = 0; index < stops; index += 1) stopTimes.push(await measureStop(page));
    const stop = quantiles(stopTimes);
    log?.(`ui: stop ${show(stop)}`);
    const { flush, longTasks } = await measureStream(browser, page, streamedTokens);
    log?.(
      `ui: main thread in each ${FLUSH_WINDOW_MS} ms of a ${streamedTokens}-token answer: ${show(flush)}; ${longTasks.count} tasks over 50 ms, longest ${longTasks.longestMs.toFixed(0)} ms`,
    );
    await browser.close();
    await app.stop();
    const engine = await withStore(home, async (store) => {
      const { messages: turnsOf } = await store.messages.listPath(threadId, { before: null, limit: 200 });
      return turnsOf.filter(({ role }) => role === 'assistant').map(({ stats }) => stats?.firstTokenMs ?? 0);
    });
    const firstToken = quantiles(painted.map((ms, turn) => ms - (engine[turn] ?? 0)));
    log?.(`ui: first painted token beyond the engine's: ${show(firstToken)}`);
    return { firstToken, flush, longTasks, openThread, stop };
  } finally {
    await browser.close();
    await app.killTree();
    await rm(home, { recursive: true, force: true });
  }
}
