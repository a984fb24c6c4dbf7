/** What `{{selection}}` stands for in a chat: the text last marked in its messages, kept by main with the chat. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { createShownChanges } from '../../../lib/rpc/shown-changes.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useNewChat } from '../../../lib/new-chat-store.ts';

const PAUSE_MS = 300;
const MOST_CHARS = 100_000;

interface Selected {
  readonly threadId: ThreadId | null;
  readonly text: string;
}

const queryKey = ['threads', 'selection'];
const changes = createShownChanges<Selected>(queryClient, queryKey);

/** What is marked in messages now; the empty text where nothing is, and for text of other places. */
function markedText(): string {
  const selection = document.getSelection();
  const from = selection?.anchorNode;
  const place = from instanceof Element ? from : from?.parentElement;
  return selection && place?.closest('article') ? selection.toString().trim().slice(0, MOST_CHARS) : '';
}

/** Follows what is marked for as long as it is used. */
export function useSelectionOf(thread: Thread | null): { readonly text: string; readonly setText: (text: string) => void } {
  const threadId = thread?.id ?? null;
  const newText = useNewChat((chat) => chat.selection);
  const { data } = useQuery({
    queryKey: [...queryKey, threadId],
    queryFn: async (): Promise<Selected> => ({
      threadId,
      text: threadId === null ? '' : (await rpc.threads.getSelection({ threadId })).text,
    }),
    enabled: threadId !== null,
  });
  const shown = changes.useShown(data);
  const setText = useCallback(
    (text: string) => {
      if (threadId === null) return useNewChat.setState({ selection: text });
      void changes
        .store(
          (selected) => (selected.threadId === threadId ? { threadId, text } : selected),
          () => rpc.threads.setSelection({ threadId, text }),
        )
        .catch(() => undefined);
    },
    [threadId],
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const marked = markedText();
        if (marked !== '') setText(marked);
      }, PAUSE_MS);
    };
    document.addEventListener('selectionchange', follow);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', follow);
    };
  }, [setText]);
  return { text: threadId === null ? newText : (shown?.text ?? ''), setText };
}
