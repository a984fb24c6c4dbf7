/** The chats and texts that were deleted, page by page, and what can be done with them. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ThreadId } from '#shared/models/ids.ts';
import type { RemovedThread } from '#shared/models/thread.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

const PAGE_SIZE = 50;

export interface RemovedThreadsList {
  readonly threads: readonly RemovedThread[];
  readonly total: number;
  readonly isReady: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** Of the last act, or of the reading. */
  readonly problem: string | null;
  readonly isWorking: boolean;
  /** True when it is done. */
  readonly restore: (threadId: ThreadId) => Promise<boolean>;
  /** null: all of them. */
  readonly erase: (threadId: ThreadId | null) => Promise<boolean>;
}

export function useRemovedThreads(): RemovedThreadsList {
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setIsWorking] = useState(false);
  const { data, error, isSuccess, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['threads', 'removed'],
    queryFn: ({ pageParam: offset }) => rpc.threads.listRemoved({ limit: PAGE_SIZE, offset }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const count = pages.reduce((sum, page) => sum + page.threads.length, 0);
      return count < last.total && last.threads.length > 0 ? count : null;
    },
  });
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    setIsWorking(true);
    try {
      await work();
      await queryClient.invalidateQueries({ queryKey: ['threads'] });
      return true;
    } catch (cause) {
      setProblem(errorText(toAppError(cause)));
      return false;
    } finally {
      setIsWorking(false);
    }
  };
  return {
    threads: data?.pages.flatMap((page) => page.threads) ?? [],
    total: data?.pages[0]?.total ?? 0,
    isReady: isSuccess,
    hasMore: hasNextPage,
    loadMore: () => void fetchNextPage(),
    problem: problem ?? (error ? errorText(toAppError(error)) : null),
    isWorking,
    restore: (threadId) => attempt(() => rpc.threads.restore({ threadId })),
    erase: (threadId) => attempt(() => rpc.threads.purge({ threadIds: threadId === null ? null : [threadId] })),
  };
}
