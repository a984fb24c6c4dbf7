/** What was deleted, page by page, and what can be done with it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ThreadId } from '#shared/models/ids.ts';
import type { RemovedItem } from '#shared/models/removed.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

const PAGE_SIZE = 50;

export interface RemovedList {
  readonly items: readonly RemovedItem[];
  readonly total: number;
  readonly isReady: boolean;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  /** Of the last act, or of the reading. */
  readonly problem: string | null;
  readonly isWorking: boolean;
  /** True when it is done. */
  readonly restore: (item: RemovedItem) => Promise<boolean>;
  /** null: all of them. */
  readonly erase: (item: RemovedItem | null) => Promise<boolean>;
}

/** Of all that was deleted. */
export const keyOf = (item: RemovedItem): string => (item.type === 'thread' ? item.threadId : item.removalId);

const onlyOf = (item: RemovedItem): { threadIds: ThreadId[]; removalIds: string[] } =>
  item.type === 'thread' ? { threadIds: [item.threadId], removalIds: [] } : { threadIds: [], removalIds: [item.removalId] };

export function useRemoved(): RemovedList {
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setIsWorking] = useState(false);
  const { data, error, isSuccess, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['threads', 'removed'],
    queryFn: ({ pageParam: offset }) => rpc.threads.listRemoved({ limit: PAGE_SIZE, offset }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const count = pages.reduce((sum, page) => sum + page.items.length, 0);
      return count < last.total && last.items.length > 0 ? count : null;
    },
  });
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null);
    setIsWorking(true);
    try {
      await work();
      await Promise.all(['threads', 'messages'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })));
      return true;
    } catch (cause) {
      setProblem(errorText(toAppError(cause)));
      return false;
    } finally {
      setIsWorking(false);
    }
  };
  return {
    items: data?.pages.flatMap((page) => page.items) ?? [],
    total: data?.pages[0]?.total ?? 0,
    isReady: isSuccess,
    hasMore: hasNextPage,
    loadMore: () => void fetchNextPage(),
    problem: problem ?? (error ? errorText(toAppError(error)) : null),
    isWorking,
    restore: (item) =>
      attempt(() =>
        item.type === 'thread'
          ? rpc.threads.restore({ threadId: item.threadId })
          : rpc.threads.restoreMessages({ removalId: item.removalId }),
      ),
    erase: (item) => attempt(() => rpc.threads.purge({ which: item === null ? null : onlyOf(item) })),
  };
}
