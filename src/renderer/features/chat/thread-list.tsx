import { MessageSquare } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { VirtualizerHandle } from 'virtua';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { groupThreads, monthName } from './thread-groups.ts';
import type { ThreadGroup } from './thread-groups.ts';
import { useThreadActions } from './thread-actions.ts';
import { ThreadRow } from './thread-row.tsx';
import { moveFocus } from './roving-focus.ts';
import { useLiveThreadIds, useThreads } from './use-threads.ts';

type Row = { readonly kind: 'heading'; readonly group: ThreadGroup } | { readonly kind: 'thread'; readonly thread: Thread };

const LOAD_MORE_WITHIN = 20;

const rowsOf = (groups: readonly ThreadGroup[]): Row[] =>
  groups.flatMap((group): Row[] => [{ kind: 'heading', group }, ...group.threads.map((thread): Row => ({ kind: 'thread', thread }))]);

/** The chats by day. One tab stop; arrow keys move along it. */
export function ThreadList({ threadId, onOpen }: { readonly threadId: ThreadId | null; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const { threads, isReady, loadMore } = useThreads();
  const liveIds = useLiveThreadIds();
  const actions = useThreadActions();
  const [focusedId, setFocusedId] = useState<ThreadId | null>(null);
  const [renamingId, setRenamingId] = useState<ThreadId | null>(null);
  const list = useRef<VirtualizerHandle>(null);
  const now = new Date();
  const rows = useMemo(() => rowsOf(groupThreads(threads, new Date())), [threads]);

  const nameOf = ({ name, month }: ThreadGroup): string =>
    name ? t(`chat.threads.${name}`) : month ? monthName(month, now, i18n.language) : '';
  const tabStopId = [focusedId, threadId].find((id) => id !== null && threads.some((thread) => thread.id === id)) ?? threads[0]?.id;
  const tabStop = rows.findIndex((row) => row.kind === 'thread' && row.thread.id === tabStopId);
  const nextOf = (removed: ThreadId): ThreadId | null => {
    const at = threads.findIndex(({ id }) => id === removed);
    return threads[at + 1]?.id ?? threads[at - 1]?.id ?? null;
  };

  return (
    <>
      {isReady && threads.length === 0 && (
        <p className="flex flex-col items-center gap-2 px-6 pt-10 text-center text-13 text-ink-2">
          <MessageSquare size={20} strokeWidth={1.75} aria-hidden />
          {t('chat.threads.none')}
        </p>
      )}
      <div
        role="list"
        aria-label={t('chat.threads.label')}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
        onKeyDown={(event) => moveFocus(event, 'a')}
        onScroll={() => {
          const handle = list.current;
          if (handle && loadMore && handle.findItemIndex(handle.scrollOffset + handle.viewportSize) > rows.length - LOAD_MORE_WITHIN)
            loadMore();
        }}
      >
        <Virtualizer ref={list} data={rows} keepMounted={tabStop === -1 ? [] : [tabStop]} itemSize={36}>
          {(row) =>
            row.kind === 'heading' ? (
              <div key={row.group.key} className="px-2 pt-3 pb-1.5 text-12 text-ink-2">
                {nameOf(row.group)}
              </div>
            ) : (
              <ThreadRow
                key={row.thread.id}
                thread={row.thread}
                isOpen={row.thread.id === threadId}
                isLive={liveIds.has(row.thread.id)}
                isTabStop={row.thread.id === tabStopId}
                isRenaming={row.thread.id === renamingId}
                onOpen={onOpen}
                onFocus={() => setFocusedId(row.thread.id)}
                onRenaming={(isRenaming) => setRenamingId(isRenaming ? row.thread.id : null)}
                onRename={(title) => void actions.rename(row.thread, title)}
                onPin={() => void actions.setPinned(row.thread, !row.thread.isPinned)}
                onRemove={() => void actions.remove(row.thread, row.thread.id === threadId ? nextOf(row.thread.id) : undefined)}
              />
            )
          }
        </Virtualizer>
      </div>
    </>
  );
}
