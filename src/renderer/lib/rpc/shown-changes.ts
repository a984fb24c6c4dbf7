/**
 * Changes that are on screen before they are stored. Each is laid over what the query holds until it is stored and asked for again:
 * an answer of main that is older than the change never puts the old value back under the user's hands.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';
import { create } from 'zustand';

type Change<T> = (data: T) => T;

export interface ShownChanges<T> {
  /** What the query holds, with what is not stored yet. */
  useShown(data: T | undefined): T | undefined;
  /** Shows a change at once and stores it after those before it. @throws whatever `write` threw; the change is then taken back */
  store<R>(change: Change<T>, write: () => Promise<R>): Promise<R>;
}

/** For the data of one key, and of all keys below it. */
export function createShownChanges<T>(queryClient: QueryClient, queryKey: QueryKey): ShownChanges<T> {
  const useWaiting = create<{ readonly changes: readonly Change<T>[] }>(() => ({ changes: [] }));
  let line: Promise<unknown> = Promise.resolve();
  return {
    useShown: (data) => {
      const changes = useWaiting((waiting) => waiting.changes);
      return useMemo(() => (data === undefined ? undefined : changes.reduce<T>((shown, change) => change(shown), data)), [data, changes]);
    },
    store: async (change, write) => {
      useWaiting.setState(({ changes }) => ({ changes: [...changes, change] }));
      const stored = line.then(write);
      line = stored.catch(() => undefined);
      try {
        return await stored;
      } finally {
        await queryClient.invalidateQueries({ queryKey });
        useWaiting.setState(({ changes }) => ({ changes: changes.filter((waiting) => waiting !== change) }));
      }
    },
  };
}
