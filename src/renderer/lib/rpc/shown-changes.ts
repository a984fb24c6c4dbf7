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
  /**
   * Shows a change at once and sends it at once: what waited for the answer to the one before it would be lost with the page. Main works in
   * the order of the sending. @throws whatever `write` threw; the change is then taken back
   */
  store<R>(change: Change<T>, write: () => Promise<R>): Promise<R>;
}

/** For the data of one key, and of all keys below it. */
export function createShownChanges<T>(queryClient: QueryClient, queryKey: QueryKey): ShownChanges<T> {
  const useWaiting = create<{ readonly changes: readonly Change<T>[] }>(() => ({ changes: [] }));
  return {
    useShown: (data) => {
      const changes = useWaiting((waiting) => waiting.changes);
      return useMemo(() => (data === undefined ? undefined : changes.reduce<T>((shown, change) => change(shown), data)), [data, changes]);
    },
    store: async (change, write) => {
      useWaiting.setState(({ changes }) => ({ changes: [...changes, change] }));
      try {
        return await write();
      } finally {
        await queryClient.invalidateQueries({ queryKey });
        useWaiting.setState(({ changes }) => ({ changes: changes.filter((waiting) => waiting !== change) }));
      }
    },
  };
}
