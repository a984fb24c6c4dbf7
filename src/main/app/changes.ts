/** Tells every viewer what became stale. Carries no content: a viewer asks again for what it shows. */
import type { Change } from '#shared/contract/app-contract.ts';

export type ChangeTopic = Change['topic'];

export interface Changes {
  publish(topic: ChangeTopic, threadId?: string | null): void;
  /** Asks the viewers to show a view; another process wanted it. */
  requestView(view: NonNullable<Change['view']>): void;
  /** Ends with the signal or with `close`. A slow viewer gets merged changes, never a growing queue. */
  watch(signal: AbortSignal): AsyncGenerator<Change>;
  /** Ends every watch. */
  close(): void;
  readonly viewers: number;
}

const MAX_WAITING = 256;

interface Viewer {
  waiting: Change[];
  wake: () => void;
}

const isSame = (a: Change, b: Change): boolean => a.topic === b.topic && a.threadId === b.threadId && a.view === b.view;

/** Drops what a waiting change already says; a flood becomes one change a topic that means all threads. */
function enqueue(viewer: Viewer, change: Change): void {
  viewer.waiting = viewer.waiting.filter((waiting) => !isSame(waiting, change));
  viewer.waiting.push(change);
  if (viewer.waiting.length <= MAX_WAITING) return;
  const byTopic = new Map(viewer.waiting.map(({ seq, topic, view }) => [`${topic} ${view}`, { seq, topic, threadId: null, view }]));
  viewer.waiting = [...byTopic.values()];
}

export function createChanges(): Changes {
  const viewers = new Set<Viewer>();
  let seq = 0;
  let isClosed = false;

  const send = (change: Omit<Change, 'seq'>): void => {
    seq += 1;
    for (const viewer of viewers) {
      enqueue(viewer, { seq, ...change });
      viewer.wake();
    }
  };

  async function* drain(viewer: Viewer, signal: AbortSignal): AsyncGenerator<Change> {
    const wake = (): void => viewer.wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted && !isClosed) {
        const change = viewer.waiting.shift();
        if (change) yield change;
        else await new Promise<void>((resolve) => (viewer.wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', wake);
      viewers.delete(viewer);
    }
  }

  return {
    publish: (topic, threadId = null) => send({ topic, threadId, view: null }),
    requestView: (view) => send({ topic: 'view', threadId: null, view }),
    watch: (signal) => {
      const viewer: Viewer = { waiting: [], wake: () => undefined };
      viewers.add(viewer);
      signal.addEventListener('abort', () => viewers.delete(viewer), { once: true });
      return drain(viewer, signal);
    },
    close: () => {
      isClosed = true;
      for (const viewer of viewers) viewer.wake();
    },
    get viewers() {
      return viewers.size;
    },
  };
}
