import { Archive } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { ThreadId } from '#shared/models/ids.ts';
import { MoreRow } from './list-row-parts.tsx';
import { threadKey } from './list-rows.ts';
import { useOrderActions } from './order-actions.ts';
import { moveFocus } from './roving-focus.ts';
import { useThreadActions } from '../thread-actions.ts';
import { ThreadRow } from './thread-row.tsx';
import type { ThreadRowHandlers } from './thread-row.tsx';
import { prefetchMessages } from '../use-messages.ts';
import { useLiveThreadIds, useThreads } from '../use-threads.ts';

/** The archived chats, by their last use. They open, are renamed, taken back and deleted like others. */
export function ArchiveList({ threadId, onOpen }: { readonly threadId: ThreadId | null; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { threads, isReady, hasMore, loadMore } = useThreads('archive');
  const liveIds = useLiveThreadIds();
  const actions = useThreadActions();
  const order = useOrderActions();
  const [renamingId, setRenamingId] = useState<ThreadId | null>(null);
  const [focusedKey, setFocusedKey] = useState('');
  const container = useRef<HTMLDivElement>(null);
  const tabStopKey = [focusedKey, threadId === null ? '' : threadKey(threadId)].find((key) =>
    threads.some(({ id }) => threadKey(id) === key),
  );
  const rows = [...threads, ...(hasMore ? [null] : [])];
  const nothing = (): void => undefined;
  const on: ThreadRowHandlers = useMemo(
    () => ({
      click: onOpen,
      focus: setFocusedKey,
      near: ({ id }) => void prefetchMessages(id),
      renaming: (thread) => setRenamingId(thread?.id ?? null),
      rename: (thread, title) => void actions.rename(thread, title),
      archive: (thread) => void order.archive([thread], false),
      remove: (thread) => void actions.remove(thread, undefined),
      pin: nothing,
      move: nothing,
      select: nothing,
      keep: nothing,
    }),
    [onOpen, actions, order],
  );
  return (
    <>
      {isReady && threads.length === 0 && (
        <p className="flex flex-col items-center gap-2 px-6 pt-10 text-center text-13 text-ink-2">
          <Archive size={20} strokeWidth={1.75} aria-hidden />
          {t('order.archive.none')}
        </p>
      )}
      <div
        ref={container}
        role="list"
        aria-label={t('order.archive.label')}
        className="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-2"
        onKeyDown={(event) => {
          const key = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
          const thread = threads.find(({ id }) => threadKey(id) === key);
          const isRow = event.target instanceof Element && event.target.matches('[data-row-focus]');
          if (isRow && thread && event.key === 'F2') setRenamingId(thread.id);
          else if (isRow && thread && event.key === 'Delete') on.remove(thread);
          else moveFocus(event, '[data-row-focus]');
        }}
      >
        <Virtualizer data={rows} itemSize={36}>
          {(thread, index) =>
            thread === null ? (
              <MoreRow key="more" count={threads.length} onShown={loadMore} />
            ) : (
              <ThreadRow
                key={thread.id}
                rowKey={threadKey(thread.id)}
                thread={thread}
                depth={0}
                isOpen={thread.id === threadId}
                isLive={liveIds.has(thread.id)}
                isTabStop={tabStopKey === undefined ? index === 0 : threadKey(thread.id) === tabStopKey}
                isRenaming={thread.id === renamingId}
                isSelected={false}
                isSelecting={false}
                isCarried={false}
                on={on}
              />
            )
          }
        </Virtualizer>
      </div>
    </>
  );
}
