/** Stored threads of the top level or of the archive through Query, and the set of threads in which something is being written. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';

interface ThreadPage {
  readonly threads: readonly Thread[];
}

export const PAGE_SIZE = 200;
export const LIST_KEY = ['threads', 'list'];
/** Main announces the end of an answer a moment before the answer leaves the list of live ones. */
const LIVE_CHECK_MS = 1_500;

export interface Threads {
  readonly threads: readonly Thread[];
  readonly isReady: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

export function useThreads(place: 'top' | 'archive' = 'top'): Threads {
  const scope = place === 'top' ? { folderId: null, kind: 'chat' as const } : { isArchived: true };
  const { data, isSuccess, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...LIST_KEY, place],
    queryFn: ({ pageParam }) => rpc.threads.list({ limit: PAGE_SIZE, offset: pageParam, ...scope }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.threads.length, 0);
      return last.threads.length > 0 && loaded < last.total ? loaded : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const threads = useMemo(() => {
    const byId = new Map(data?.pages.flatMap((page) => page.threads).map((thread) => [thread.id, thread]));
    return [...byId.values()];
  }, [data]);
  const loadMore = (): void => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return { threads, isReady: isSuccess, hasMore: hasNextPage, loadMore };
}

/** The thread as a list has it: its messages need not wait until main has been asked for it. */
const listed = (threadId: ThreadId | null): Thread | undefined =>
  queryClient
    .getQueriesData<InfiniteData<ThreadPage> | ThreadPage>({ queryKey: LIST_KEY })
    .flatMap(([, data]) => (data === undefined ? [] : 'pages' in data ? data.pages : [data]))
    .flatMap((page) => page.threads)
    .find(({ id }) => id === threadId);

export const useThread = (threadId: ThreadId | null) =>
  useQuery({
    queryKey: ['threads', 'one', threadId],
    queryFn: () => (threadId === null ? null : rpc.threads.get({ threadId })),
    placeholderData: () => listed(threadId),
    enabled: threadId !== null,
  });

/** Generations that run now, of all windows. */
export const useLiveGenerations = () =>
  useQuery({
    queryKey: ['threads', 'live'],
    queryFn: () => rpc.generations.listLive(),
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? LIVE_CHECK_MS : false),
  }).data;

export function useLiveThreadIds(): ReadonlySet<ThreadId> {
  const live = useLiveGenerations();
  return useMemo(
    () =>
      new Set(
        live
          ?.filter(({ messageId }) => messageId !== null)
          .map(({ threadId }) => threadId)
          .filter((id) => id !== null),
      ),
    [live],
  );
}
