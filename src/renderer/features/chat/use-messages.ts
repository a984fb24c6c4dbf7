/** The active path of a thread, newest page first, older pages on demand. Live text never comes this way. */
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message, MessagePage } from '#shared/models/message.ts';
import { followAhead } from '../../lib/generation/generation-store.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';

/** More than a screen holds of all but the shortest turns: what is not seen need not be waited for. */
const FIRST_PAGE_SIZE = 12;
const PAGE_SIZE = 50;
/** Who goes further back than a few pages wants to get somewhere. */
const FAR_PAGE_SIZE = 200;
const NEAR_PAGES = 4;

interface PageParam {
  readonly before: MessageId | null;
  readonly limit: number;
}
type Pages = InfiniteData<MessagePage, PageParam>;

const pathKey = (threadId: ThreadId | null) => ['messages', threadId, 'path'];

/** Under the thread's messages, so that whatever makes those stale makes the candidates stale too. */
export const versionsKey = (threadId: ThreadId, parentId: MessageId, ids: readonly MessageId[]) => [
  'messages',
  threadId,
  'versions',
  parentId,
  ids,
];

export interface ThreadMessages {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly isReady: boolean;
  readonly error: Error | null;
  readonly pageCount: number;
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
}

const firstPage = (): PageParam => ({ before: null, limit: FIRST_PAGE_SIZE });

const pathQuery = (threadId: ThreadId | null) =>
  infiniteQueryOptions({
    queryKey: pathKey(threadId),
    queryFn: ({ pageParam }): Promise<MessagePage> | MessagePage =>
      threadId === null ? { messages: [], before: null } : rpc.threads.listMessages({ threadId, ...pageParam }),
    initialPageParam: firstPage(),
    getNextPageParam: (last, pages): PageParam | null =>
      last.before === null ? null : { before: last.before, limit: pages.length < NEAR_PAGES ? PAGE_SIZE : FAR_PAGE_SIZE },
  });

/** The pointer is on its way to a chat: its newest turns are here before the click is. */
export const prefetchMessages = (threadId: ThreadId): Promise<void> => queryClient.prefetchInfiniteQuery(pathQuery(threadId));

export function useMessages(threadId: ThreadId | null): ThreadMessages {
  const { data, isSuccess, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...pathQuery(threadId),
    enabled: threadId !== null,
  });
  const messages = useMemo(() => data?.pages.toReversed().flatMap((page) => page.messages) ?? [], [data]);
  return {
    messages,
    isReady: isSuccess || threadId === null,
    error,
    pageCount: data?.pages.length ?? 0,
    hasOlder: hasNextPage,
    loadOlder: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

/** Pure: the newest page with a turn that main has committed. A new version replaces what followed its parent. */
export function withTurn(page: MessagePage, { userMessage, answers }: Started): MessagePage {
  const [answer] = answers;
  const added = [userMessage, answer].filter((message) => message !== null && message !== undefined);
  const parentId = added[0]?.parentId ?? null;
  const again = page.messages.findIndex(({ id }) => added.some((message) => message.id === id));
  const parent = page.messages.findIndex(({ id }) => id === parentId);
  const kept = again === -1 ? parent + 1 : again;
  return { ...page, messages: [...page.messages.slice(0, kept), ...added] };
}

/** True when turns of the thread are here to be shown, although the thread itself may still be on its way. */
export const hasTurns = (threadId: ThreadId): boolean => queryClient.getQueryData<Pages>(pathKey(threadId)) !== undefined;

/** Shows a committed turn at once; main announces it too, and what it stores replaces this a moment later. */
export function showTurn(started: Started): void {
  const { threadId, answers } = started;
  for (const { generationId } of answers) if (generationId) followAhead(generationId);
  const parentId = (started.userMessage ?? answers[0])?.parentId ?? null;
  const newestPage = queryClient.getQueryData<Pages>(pathKey(threadId))?.pages[0];
  if (parentId !== null && !newestPage?.messages.some(({ id }) => id === parentId)) {
    // A turn that starts further up than the newest page: only main knows the new path.
    void refreshMessages(threadId);
    return;
  }
  // A page that was asked for before the turn was committed must not take it away again.
  if (newestPage) void queryClient.cancelQueries({ queryKey: pathKey(threadId) });
  queryClient.setQueryData<Pages>(pathKey(threadId), (before) => {
    const [newest = { messages: [], before: null }, ...older] = before?.pages ?? [];
    return { pages: [withTurn(newest, started), ...older], pageParams: before?.pageParams ?? [firstPage()] };
  });
}

export const refreshMessages = (threadId: ThreadId): Promise<void> => queryClient.invalidateQueries({ queryKey: ['messages', threadId] });
