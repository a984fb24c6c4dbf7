/** Keeps the endless streams of main attached for as long as the app is open, over every reconnection. */
import { QueryClient } from '@tanstack/react-query';
import type { EngineState } from '#shared/models/model.ts';
import { create } from 'zustand';
import { rpc } from './client.ts';
import { useConnection } from './connection.ts';
import { gatherInvalidations } from './invalidations.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Has what depends on a key fetched anew a moment from now, together with all else that changes meanwhile. */
const markStale = gatherInvalidations(queryClient);

/** The engine as main last reported it; before the first report it is not known, which is not the same as stopped. */
export const useEngine = create<{ readonly engine: EngineState; readonly isKnown: boolean }>(() => ({
  engine: { state: 'stopped' },
  isKnown: false,
}));

async function followEngine(signal: AbortSignal): Promise<void> {
  for await (const engine of await rpc.models.watchEngine(undefined, { signal })) useEngine.setState({ engine, isKnown: true });
}

async function followChanges(signal: AbortSignal): Promise<void> {
  const changes = await rpc.app.watchChanges(undefined, { signal });
  await queryClient.invalidateQueries();
  for await (const change of changes) {
    if (change.topic === 'view') {
      if (change.view) window.location.hash = `#/${change.view}`;
      continue;
    }
    const queryKey = change.threadId === null ? [change.topic] : [change.topic, change.threadId];
    markStale(queryKey);
    // The list shows title, order and what is live: it follows everything that happens in a thread.
    if (['messages', 'threads', 'generations'].includes(change.topic)) markStale(['threads']);
  }
}

/** Call once at start. Returns the disposer. */
export function followMain(): () => void {
  let controller = new AbortController();
  let attached = -1;
  const attach = (epoch: number, state: string): void => {
    if (state !== 'open' || epoch === attached) return;
    attached = epoch;
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    void followEngine(signal).catch(() => undefined);
    void followChanges(signal).catch(() => undefined);
  };
  const now = useConnection.getState();
  attach(now.epoch, now.state);
  const unsubscribe = useConnection.subscribe(({ epoch, state }) => attach(epoch, state));
  return () => {
    unsubscribe();
    controller.abort();
  };
}
