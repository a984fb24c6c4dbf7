/** The pages of a search. A search that rests before there is anything to show goes on by itself for a while. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SearchCursor, SearchFilters, SearchHit } from '#shared/models/search.ts';
import { rpc } from '../../../lib/rpc/client.ts';

const PAUSE_MS = 120;
const PAGE_SIZE = 30;
/** Each is some 20 ms of the store's time. */
const MAX_STEPS = 24;

export interface SearchHits {
  /** What the hits are for: a moment behind what is typed. */
  readonly query: string;
  readonly hits: readonly SearchHit[];
  readonly error: Error | null;
  /** False until the first answer. */
  readonly isAnswered: boolean;
  /** The hits are for what is typed and for these filters, not for what was there a moment ago. */
  readonly isCurrent: boolean;
  readonly isSearching: boolean;
  /** Not everything has been looked through yet, only what was written after this time. */
  readonly searchedBackTo: number | null;
  readonly searchOn: (() => void) | null;
}

/** What `value` was when it last stood still. */
export function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

const firstCursor = (): SearchCursor | null => null;

export function useSearchHits(typed: string, filters: SearchFilters): SearchHits {
  const query = usePaused(typed);
  const { data, error, hasNextPage, isFetching, isFetchingNextPage, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    queryKey: ['threads', 'search', query, filters],
    queryFn: ({ pageParam }) => rpc.threads.search({ ...filters, query, limit: PAGE_SIZE, cursor: pageParam }),
    initialPageParam: firstCursor(),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const pages = data?.pages ?? [];
  const hits = pages.flatMap((page) => page.hits);
  const searchedBackTo = pages.at(-1)?.searchedBackTo ?? null;
  const goesOn = !isPlaceholderData && searchedBackTo !== null && hits.length < PAGE_SIZE && pages.length < MAX_STEPS && hasNextPage;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, pages.length, fetchNextPage]);
  return {
    query,
    hits,
    error,
    isAnswered: data !== undefined,
    isCurrent: query === typed && !isPlaceholderData && (data !== undefined || error !== null),
    isSearching: goesOn || isFetchingNextPage,
    searchedBackTo,
    searchOn: hasNextPage && !goesOn && !isFetchingNextPage ? () => void fetchNextPage() : null,
  };
}
