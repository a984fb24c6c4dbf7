/**
 * Gathers what main says has changed and asks for it once. One sent turn is announced three times within a few milliseconds;
 * asked for each time, the answers would stand in line before the first words of the model.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

const GATHER_MS = 80;

/** Returns the function that marks a key, and all keys below it, as stale a moment later. */
export function gatherInvalidations(queryClient: QueryClient): (queryKey: QueryKey) => void {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    timer = null;
    const keys = [...waiting.values()];
    waiting.clear();
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
  };
  return (queryKey) => {
    waiting.set(JSON.stringify(queryKey), queryKey);
    timer ??= setTimeout(flush, GATHER_MS);
  };
}
