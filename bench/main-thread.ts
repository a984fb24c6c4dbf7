/** What a page's main thread did, out of a trace of the browser. */
import type { Browser, Page } from '@playwright/test';
import * as z from 'zod';

export interface MainTask {
  readonly at: number;
  /** By the clock: on a busy machine it holds the time in which others ran. */
  readonly ms: number;
  /** Of the processor; as `ms` where the browser does not count it. */
  readonly cpuMs: number;
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
      tdur: z.number().optional(),
      args: z.object({ name: z.unknown() }).partial().optional(),
    }),
  ),
});

function mainTasks(trace: Buffer): MainTask[] {
  const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString('utf8')));
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  return traceEvents
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name === 'ThreadControllerImpl::RunTask' && mains.has(`${pid}:${tid}`))
    .map(({ ts, dur = 0, tdur }) => ({ at: ts / 1_000, ms: dur / 1_000, cpuMs: (tdur ?? dur) / 1_000 }));
}

/** The main thread's tasks while `work` goes on. */
export async function traceTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<MainTask[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  return mainTasks(await browser.stopTracing());
}
