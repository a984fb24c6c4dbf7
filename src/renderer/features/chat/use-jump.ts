/** Brings a search hit into view: makes its branch the active one, loads pages until it is there, scrolls and focuses. */
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { jumpTo, useChatUi } from './chat-ui-store.ts';
import { refreshMessages } from './use-messages.ts';
import type { ThreadMessages } from './use-messages.ts';

export interface JumpOptions {
  readonly threadId: ThreadId;
  readonly path: ThreadMessages;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly scroller: RefObject<HTMLElement | null>;
}

export function useJump({ threadId, path, list, scroller }: JumpOptions): void {
  const jump = useChatUi((ui) => ui.jump);
  const targetId = jump?.threadId === threadId ? jump.messageId : null;
  const { messages, hasOlder, loadOlder, isReady } = path;
  const selected = useRef<MessageId | null>(null);
  const index = targetId === null ? -1 : messages.findIndex(({ id }) => id === targetId);

  useEffect(() => {
    if (targetId === null || !isReady) return undefined;
    if (index === -1) {
      if (hasOlder) loadOlder();
      else if (selected.current !== targetId) {
        // Not on the active path: it belongs to another version of a turn.
        selected.current = targetId;
        void rpc.threads.selectVersion({ messageId: targetId }).then(
          () => refreshMessages(threadId),
          () => jumpTo(null),
        );
      } else jumpTo(null);
      return undefined;
    }
    const focus = (): void => {
      list.current?.scrollToIndex(index, { align: 'center' });
      scroller.current?.querySelector<HTMLElement>(`[data-message-id="${targetId}"]`)?.focus({ preventScroll: true });
    };
    list.current?.scrollToIndex(index, { align: 'center' });
    // Rows are measured after the first scroll; the second lands on their real place.
    const timer = setTimeout(() => {
      focus();
      jumpTo(null);
    }, 80);
    return () => clearTimeout(timer);
  }, [targetId, index, isReady, hasOlder, loadOlder, messages, threadId, list, scroller]);
}
