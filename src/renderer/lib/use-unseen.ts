import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { UnseenThread } from '#shared/models/thread.ts';
import { rpc } from './rpc/client.ts';

const NONE: readonly UnseenThread[] = [];

/** Threads with an answer that nobody has seen, but for the one that is open: its answer is looked at as it comes. */
export function useUnseen(openId: string | null): readonly UnseenThread[] {
  const { data = NONE } = useQuery({ queryKey: ['threads', 'unseen'], queryFn: () => rpc.threads.listUnseen() });
  return useMemo(() => data.filter(({ id }) => id !== openId), [data, openId]);
}
