import { useEffect } from 'react';
import type { Thread } from '#shared/models/thread.ts';
import { rpc } from '../../lib/rpc/client.ts';

/** An answer that came while this chat or text was open and the window to be seen is seen. */
export function useMarkSeen(thread: Thread | null): void {
  const threadId = thread?.id ?? null;
  const hasUnseen = thread?.hasUnseen ?? false;
  useEffect(() => {
    if (threadId === null || !hasUnseen) return undefined;
    const mark = (): void => {
      if (document.visibilityState === 'visible') void rpc.threads.markSeen({ threadId }).catch(() => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [threadId, hasUnseen]);
}
