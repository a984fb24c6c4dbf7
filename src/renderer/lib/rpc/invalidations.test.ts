import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { gatherInvalidations } from './invalidations.ts';

test('a change announced three times is asked for once, and one announced later is asked for again', () => {
  vi.useFakeTimers();
  try {
    const client = new QueryClient();
    const asked: unknown[] = [];
    client.invalidateQueries = (filters) => {
      asked.push(filters?.queryKey);
      return Promise.resolve();
    };
    const markStale = gatherInvalidations(client);
    markStale(['threads']);
    markStale(['messages', 'a']);
    markStale(['threads']);
    vi.runAllTimers();
    expect(asked).toEqual([['threads'], ['messages', 'a']]);
    markStale(['threads']);
    vi.runAllTimers();
    expect(asked).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});
