/**
 * What a person waits for in the built app, in Chromium over the browser host: the first painted token beyond the engine's own
 * time (starter model), the cost of painting a long stream, opening a long thread, stopping (scripted engine).
 */
import { rm } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { threadIdSchema } from '#shared/models/ids.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { makeHome, startServedApp } from '../e2e/fixtures/served-app.ts';
import { measureBarePaint } from './bare-paint.ts';
import { idle, launchChromium, newChat, openPage, withStore } from './browser.ts';
import type { Timing } from './library.ts';
import { traceTasks } from './main-thread.ts';
import { measureMemory } from './memory.ts';
import type { MemoryMb } from './memory.ts';
import { quantiles } from './quantiles.ts';
import { measureTyping } from './typing.ts';

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
  /** Of it, what painting takes on an empty page. */
  readonly barePaint: Timing;
  /** Work of the page's main thread in each 32 ms while the answer streams. */
  readonly flush: Timing;
  readonly longTasks: { readonly count: number; readonly longestMs: number };
  /** Click on a chat to its newest message painted. */
  readonly openThread: Timing;
  /** Before anything was opened, and with a long thread open after many of them. */
  readonly memory: { readonly empty: MemoryMb; readonly long: MemoryMb };
  /** Key to the frame that shows its letter, while an answer streams. */
  readonly typing: Timing & { readonly keys: number };
  /** Click on Stop to the last change of the text. */
  readonly stop: Timing;
}

const FLUSH_WINDOW_MS = 32;
/** Text behind the heading, and not the words for what the model does before there is any. */
const FIRST_WORD = '^Assistant(?!Next in line|Loading the model|Reading|Writing)\\S';
const PAUSE_MS = 400;

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

/**
 * Resolves with the milliseconds from a click until `pattern` has been painted in a message that was not there before, as Chromium says
 * (Element Timing, which is asked of the words in the moment in which they come).
 */
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
        const painted = new PerformanceObserver((list) => {
          const [entry] = list.getEntries();
          if (!entry || !('renderTime' in entry)) return;
          painted.disconnect();
          resolve(Number(entry.renderTime) - started);
        });
        painted.observe({ type: 'element' });
        const arrived = new MutationObserver(() => {
          const last = [...document.querySelectorAll('main article')].at(-1);
          if (!last || before.has(idOf(last)) || !wanted.test(last.textContent)) return;
          arrived.disconnect();
          for (const block of last.querySelectorAll('.ink-blocks p')) block.setAttribute('elementtiming', 'words');
        });
        arrived.observe(document.body, { subtree: true, childList: true, characterData: true });
        button.click();
      }),
    [selector, pattern],
  );

/** Sends `text` `turns` times in one new chat. Returns that chat and the time of each. */
async function measureTurns(page: Page, turns: number): Promise<{ threadId: ThreadId; painted: number[] }> {
  await newChat(page);
  const painted: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('What is the capital of France?');
    await page.locator('button[aria-label="Send"]:not(:disabled)').waitFor();
    // Nobody asks again within a blink of the last word: what follows an answer (its end stored, a title) is over by then.
    await page.waitForTimeout(PAUSE_MS);
    painted.push(await clickUntilPainted(page, 'button[aria-label="Send"]', FIRST_WORD));
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

/** An answer of `tokens` tokens, about a thousand a second. */
async function startLong(page: Page, tokens: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(`[[fast]] [[long ${tokens}]]`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('article[aria-busy="true"]') !== null);
}

async function measureStream(browser: Browser, page: Page, tokens: number): Promise<Pick<UiBenchResult, 'flush' | 'longTasks'>> {
  await newChat(page);
  const tasks = await traceTasks(browser, page, async () => {
    await startLong(page, tokens);
    await idle(page);
  });
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
    // A hand on the mouse is over the link before it clicks.
    await page.hover(link);
    times.push(await clickUntilPainted(page, link, `Message ${messages} of thread ${index + 1}:`));
  }
  return quantiles(times);
}

const show = ({ p50Ms, p95Ms }: Timing): string => `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`;

async function measureTypingWhileStreaming(page: Page, tokens: number): Promise<UiBenchResult['typing']> {
  await newChat(page);
  await startLong(page, tokens);
  await page.getByRole('textbox', { name: 'Message', exact: true }).focus();
  const isOver = async (): Promise<boolean> => (await page.locator('article[aria-busy="true"]').count()) === 0;
  const typing = await measureTyping(page, tokens / 100, isOver);
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('');
  await idle(page);
  return typing;
}

/** Each turn against the engine's own time to its first token, as stored with the answer. */
async function measureFirstTokens(browser: Browser, turns: number): Promise<Timing> {
  const home = await makeHome();
  const app = await startServedApp({ engine: 'real', home });
  try {
    const page = await openPage(browser, app);
    const { threadId, painted } = await measureTurns(page, turns);
    await page.close();
    await app.stop();
    const engine = await withStore(home, async (store) => {
      const { messages } = await store.messages.listPath(threadId, { before: null, limit: 200 });
      return messages.filter(({ role }) => role === 'assistant').map(({ stats }) => stats?.firstTokenMs ?? 0);
    });
    return quantiles(painted.map((ms, turn) => ms - (engine[turn] ?? 0)));
  } finally {
    await app.killTree();
    await rm(home, { recursive: true, force: true });
  }
}

/** Needs the built app (`npm run build`), the starter model and a Chromium. */
export async function runUiBench({
  turns = 30,
  stops = 20,
  streamedTokens = 20_000,
  messages = 10_000,
  openings = 24,
  log,
}: UiBenchOptions = {}): Promise<UiBenchResult> {
  const home = await makeHome();
  log?.(`ui: making ${openings} threads of ${messages} messages`);
  const threadIds = await seed(home, openings, messages);
  const app = await startServedApp({ engine: 'scripted', home });
  const browser = await launchChromium();
  try {
    const page = await openPage(browser, app);
    const empty = await measureMemory(page, app.pid);
    const openThread = await measureOpenings(page, threadIds, messages);
    log?.(`ui: opening a thread of ${messages}: ${show(openThread)}`);
    const long = await measureMemory(page, app.pid);
    const megabytes = ({ pageHeap, host, nodes }: MemoryMb): string =>
      `page ${pageHeap.toFixed(1)} MB, ${nodes} nodes, host ${host.toFixed(0)} MB`;
    log?.(
      `ui: memory, nothing opened yet: ${megabytes(empty)}; a thread of ${messages} open, after ${openings} of them: ${megabytes(long)}`,
    );
    const stopTimes: number[] = [];
    for (let index = 0; index < stops; index += 1) stopTimes.push(await measureStop(page));
    const stop = quantiles(stopTimes);
    log?.(`ui: stop ${show(stop)}`);
    const { flush, longTasks } = await measureStream(browser, page, streamedTokens);
    log?.(
      `ui: main thread in each ${FLUSH_WINDOW_MS} ms of a ${streamedTokens}-token answer: ${show(flush)}; ${longTasks.count} tasks over 50 ms, longest ${longTasks.longestMs.toFixed(0)} ms`,
    );
    const typing = await measureTypingWhileStreaming(page, streamedTokens);
    log?.(`ui: typing while ${streamedTokens} tokens are written, key to frame: ${show(typing)}, ${typing.keys} keys`);
    await page.close();
    await app.stop();
    const firstToken = await measureFirstTokens(browser, turns);
    const barePaint = await measureBarePaint(browser, turns);
    log?.(`ui: first painted token beyond the engine's: ${show(firstToken)}; one word on an empty page: ${show(barePaint)}`);
    return { firstToken, barePaint, flush, longTasks, openThread, memory: { empty, long }, typing, stop };
  } finally {
    await browser.close();
    await app.killTree();
    await rm(home, { recursive: true, force: true });
  }
}
