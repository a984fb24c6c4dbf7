/** Opening a long thread: its newest page, an older page, and the whole history a prompt is made of. */
import { buildLibrary, time, type Timing } from './library.ts';

export interface OpenThreadBenchOptions {
  readonly messages?: number;
  readonly repetitions?: number;
  readonly log?: (line: string) => void;
}

export interface OpenThreadBenchResult {
  readonly messages: number;
  readonly firstPage: Timing;
  readonly olderPage: Timing;
  readonly wholePath: Timing;
  /** First page, median over the median in a thread of half the length: about 1 when length does not matter. */
  readonly slope: number;
}

const PAGE = 50;

export async function runOpenThreadBench({
  messages = 10_000,
  repetitions = 200,
  log,
}: OpenThreadBenchOptions = {}): Promise<OpenThreadBenchResult> {
  log?.(`open thread: building threads of ${messages / 2} and ${messages} messages`);
  const { store, threadIds, dispose } = await buildLibrary([messages / 2, messages]);
  try {
    const [shortId, longId] = threadIds;
    if (!shortId || !longId) throw new Error('the library has two threads');
    const newest = { before: null, limit: PAGE };
    const shortPage = await time(repetitions, () => store.messages.listPath(shortId, newest));
    const firstPage = await time(repetitions, () => store.messages.listPath(longId, newest));
    let before = (await store.messages.listPath(longId, newest)).before;
    const olderPage = await time(repetitions, async () => {
      before = (await store.messages.listPath(longId, { before, limit: PAGE })).before;
    });
    const { activeLeafId } = await store.threads.get(longId);
    if (!activeLeafId) throw new Error('the thread has messages');
    const wholePath = await time(Math.ceil(repetitions / 20), () => store.messages.listAncestry(activeLeafId, messages));
    const slope = firstPage.p50Ms / shortPage.p50Ms;
    const show = ({ p50Ms, p95Ms }: Timing): string => `p50 ${p50Ms.toFixed(2)} ms, p95 ${p95Ms.toFixed(2)} ms`;
    log?.(
      `open a thread of ${messages}: first page ${show(firstPage)}, ×${slope.toFixed(2)} of half the thread; older page ${show(olderPage)}; all ${show(wholePath)}`,
    );
    return { messages, firstPage, olderPage, wholePath, slope };
  } finally {
    await dispose();
  }
}
