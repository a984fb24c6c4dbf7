/**
 * Live text of running generations, outside React and outside Query. A view follows an id for as long as it shows it;
 * leaving only detaches. After a lost line it attaches again behind the last `seq` it saw.
 */
import type { AppError } from '#shared/errors/app-error.ts';
import type { GenerationEvent, GenerationPhase, GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import { AppError as AppFailure } from '#shared/errors/app-error.ts';
import { createStore } from 'zustand/vanilla';
import { rpc, toAppError } from '../rpc/client.ts';
import { useConnection } from '../rpc/connection.ts';
import { createPacer } from './pacer.ts';

export interface LiveText {
  readonly text: string;
  readonly phase: GenerationPhase;
  /** Requests that are served first; only while queued. */
  readonly ahead: number;
  readonly readTokens: number;
  readonly totalTokens: number;
  readonly isOver: boolean;
  readonly stopReason: StopReason | null;
  readonly stats: GenerationStats | null;
  readonly error: AppError | null;
  readonly seq: number;
}

export const NOTHING_YET: LiveText = {
  text: '',
  phase: 'queued',
  ahead: 0,
  readTokens: 0,
  totalTokens: 0,
  isOver: false,
  stopReason: null,
  stats: null,
  error: null,
  seq: 0,
};

/** Pure: what a viewer sees after one more event. A delta lands at its offset, so that one seen twice changes nothing. */
export function applyEvent(live: LiveText, event: GenerationEvent): LiveText {
  const seen = { ...live, seq: event.seq };
  switch (event.type) {
    case 'phase':
      return { ...seen, phase: event.phase, ahead: event.ahead };
    case 'progress':
      return { ...seen, phase: 'reading', readTokens: event.readTokens, totalTokens: event.totalTokens };
    case 'delta':
      return { ...seen, phase: 'writing', text: live.text.slice(0, event.offset) + event.text };
    case 'done':
      return { ...seen, isOver: true, stopReason: event.stopReason, stats: event.stats };
    case 'failed':
      return { ...seen, isOver: true, error: new AppFailure(event.code, event.data) };
  }
}

type Lives = Readonly<Record<string, LiveText>>;
export const liveTexts = createStore<{ readonly lives: Lives }>(() => ({ lives: {} }));

/** What has arrived and waits for its turn on the screen. */
const arrived = new Map<GenerationId, LiveText>();
const seen = (id: GenerationId): LiveText => arrived.get(id) ?? liveTexts.getState().lives[id] ?? NOTHING_YET;

const pacer = createPacer(() => {
  const fresh = Object.fromEntries(arrived);
  arrived.clear();
  liveTexts.setState(({ lives }) => ({ lives: { ...lives, ...fresh } }));
});

/** A frame that is under way with "Reading 100 %" keeps the first words waiting for the one after it. */
const NEWS_MS = 50;

/** First words and the end are shown at once; what goes on may wait for the frames before it, news of the work before a little longer. */
function put(id: GenerationId, live: LiveText): void {
  const shown = liveTexts.getState().lives[id] ?? NOTHING_YET;
  const isFirstText = shown.text === '' && live.text !== '';
  arrived.set(id, live);
  if (isFirstText || live.isOver) pacer.now();
  else pacer.ask(live.text === '' ? NEWS_MS : 0);
}

const followers = new Map<GenerationId, { count: number; controller: AbortController }>();

function connectionAfter(epoch: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = useConnection.subscribe((now) => {
      if (now.epoch > epoch && now.state === 'open') finish();
    });
    const finish = (): void => {
      unsubscribe();
      resolve();
    };
    signal.addEventListener('abort', finish, { once: true });
  });
}

async function watch(id: GenerationId, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !seen(id).isOver) {
    const { epoch } = useConnection.getState();
    try {
      const events = await rpc.generations.watch({ generationId: id, afterSeq: seen(id).seq }, { signal });
      for await (const event of events) put(id, applyEvent(seen(id), event));
      if (!seen(id).isOver && !signal.aborted) await connectionAfter(epoch, signal);
    } catch (cause) {
      if (signal.aborted) return;
      const error = toAppError(cause);
      if (error.code !== 'CONNECTION_LOST') return put(id, { ...seen(id), isOver: true, error });
      await connectionAfter(epoch, signal);
    }
  }
}

/** Starts or joins the watch of a generation. Returns the disposer; the text stays readable until the last one leaves. */
export function follow(id: GenerationId): () => void {
  const existing = followers.get(id);
  const entry = existing ?? { count: 0, controller: new AbortController() };
  entry.count += 1;
  if (!existing) {
    followers.set(id, entry);
    void watch(id, entry.controller.signal);
  }
  return () => {
    entry.count -= 1;
    if (entry.count > 0) return;
    followers.delete(id);
    entry.controller.abort();
    arrived.delete(id);
    liveTexts.setState(({ lives: { [id]: _gone, ...lives } }) => ({ lives }));
  };
}

const AHEAD_MS = 10_000;

/** Follows a generation that a view is about to show, so that its first words are on their way while the view is still built. */
export function followAhead(id: GenerationId): void {
  setTimeout(follow(id), AHEAD_MS);
}
