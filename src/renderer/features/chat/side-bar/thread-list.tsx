import { MessageSquare } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { VirtualizerHandle } from 'virtua';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';
import { useUnseen } from '../../../lib/use-unseen.ts';
import { FolderRow } from './folder-row.tsx';
import { EmptyRow, HeadingRow, MoreRow } from './list-row-parts.tsx';
import { folderKey, foldersWithUnseen, threadKey } from './list-rows.ts';
import type { ListRow } from './list-rows.ts';
import { carry, endSelection, forgetSelected, selectAll, useListSelection } from './list-selection.ts';
import { useOrderUi } from './order-ui-store.ts';
import { SelectionBar } from './selection-bar.tsx';
import { ThreadRow } from './thread-row.tsx';
import { useDrag } from './use-drag.ts';
import { selectable, useListHandlers } from './use-list-handlers.ts';
import { useListKeys } from './use-list-keys.ts';
import { useListRows } from './use-list-rows.ts';
import { useLiveThreadIds } from '../use-threads.ts';

export interface ThreadListProps {
  readonly threadId: ThreadId | null;
  readonly onOpen: () => void;
}

const isFocusable = (row: ListRow): boolean => row.kind === 'thread' || row.kind === 'folder';

/** The chats, in their folders and by day. One tab stop; arrow keys move along it. */
export function ThreadList({ threadId, onOpen }: ThreadListProps) {
  const { t } = useTranslation();
  const list = useListRows();
  const { rows, threads, folders, isReady, loadMore } = list;
  const liveIds = useLiveThreadIds();
  const unseen = useUnseen(threadId);
  const unseenFolderIds = useMemo(() => foldersWithUnseen(folders, unseen), [folders, unseen]);
  const selectedIds = useListSelection((selection) => selection.selectedIds);
  const wantsAll = useListSelection((selection) => selection.wantsAll);
  const carried = useListSelection((selection) => selection.carried);
  const namingId = useOrderUi((ui) => ui.namingId);
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const [renamingId, setRenamingId] = useState<ThreadId | FolderId | null>(null);
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const hasFocus = useRef(false);

  const wanted = [focusedKey, threadId && threadKey(threadId)];
  const tabStopKey = wanted.find((key) => key !== null && rows.some((row) => row.key === key)) ?? rows.find(isFocusable)?.key;
  const tabStop = rows.findIndex((row) => row.key === tabStopKey);
  const handlers = useListHandlers({ list, threadId, onOpen, setFocusedKey, setRenamingId });
  const drag = useDrag({ ...list, onDropThreads: handlers.dropThreads, onDropFolder: handlers.dropFolder });
  const onKeyDown = useListKeys({ list, container, virtualizer, setFocusedKey, handlers });
  const carriedIds = useMemo(
    () => new Set<string>(carried?.kind === 'threads' ? carried.threadIds.map(threadKey) : carried ? [folderKey(carried.folderId)] : []),
    [carried],
  );

  useEffect(() => {
    if (!isReady) return;
    const there = new Set(threads.map(({ id }) => id));
    forgetSelected((id) => !there.has(id));
  }, [isReady, threads]);
  useEffect(() => {
    const row = namingId && rows.findIndex(({ key }) => key === folderKey(namingId));
    if (typeof row !== 'number' || row === -1) return;
    setRenamingId(namingId);
    useOrderUi.setState({ namingId: null });
    virtualizer.current?.scrollToIndex(row, { align: 'nearest' });
  }, [namingId, rows]);
  useEffect(() => {
    if (!wantsAll) return;
    const missing = rows.flatMap((row) => (row.kind === 'more' ? [row.folderId] : []));
    selectAll(selectable(threads), missing.length === 0);
    for (const folderId of missing) loadMore(folderId);
  }, [wantsAll, rows, threads, loadMore]);
  useEffect(() => {
    // The row that had the focus is gone or elsewhere: the focus goes to the one that is the tab stop now.
    if (!hasFocus.current || document.activeElement !== document.body) return;
    container.current?.querySelector<HTMLElement>('[data-row-focus][tabindex="0"]')?.focus({ preventScroll: true });
  }, [rows]);
  useEffect(
    () => () => {
      endSelection();
      carry(null);
    },
    [],
  );

  return (
    <>
      {isReady && rows.length === 0 && (
        <p className="flex flex-col items-center gap-2 px-6 pt-10 text-center text-13 text-ink-2">
          <MessageSquare size={20} strokeWidth={1.75} aria-hidden />
          {t('chat.threads.none')}
        </p>
      )}
      <div
        ref={container}
        role="list"
        aria-label={t('chat.threads.label')}
        className={`min-h-0 flex-1 overflow-y-auto px-2 pb-2 ${drag.target?.rowKey === null ? 'outline-2 -outline-offset-2 outline-accent' : ''}`}
        onKeyDown={onKeyDown}
        onFocus={() => (hasFocus.current = true)}
        onBlur={() => (hasFocus.current = false)}
        {...drag.handlers}
      >
        <Virtualizer ref={virtualizer} data={rows} keepMounted={tabStop === -1 ? [] : [tabStop]} itemSize={36}>
          {(row) => {
            if (row.kind === 'heading') return <HeadingRow key={row.key} group={row.group} />;
            if (row.kind === 'empty') return <EmptyRow key={row.key} rowKey={row.key} depth={row.depth} />;
            if (row.kind === 'more') return <MoreRow key={row.key} count={rows.length} onShown={() => loadMore(row.folderId)} />;
            const shared = { rowKey: row.key, depth: row.depth, isTabStop: row.key === tabStopKey, isCarried: carriedIds.has(row.key) };
            return row.kind === 'folder' ? (
              <FolderRow
                key={row.key}
                {...shared}
                folder={row.folder}
                isOpen={row.isOpen}
                hasUnseen={unseenFolderIds.has(row.folder.id)}
                isRenaming={row.folder.id === renamingId}
                drop={drag.target?.rowKey === row.key ? drag.target.place : null}
                on={handlers.folder}
              />
            ) : (
              <ThreadRow
                key={row.key}
                {...shared}
                thread={row.thread}
                isOpen={row.thread.id === threadId}
                isLive={liveIds.has(row.thread.id)}
                isRenaming={row.thread.id === renamingId}
                isSelected={selectedIds.has(row.thread.id)}
                isSelecting={selectedIds.size > 0}
                on={handlers.thread}
              />
            );
          }}
        </Virtualizer>
      </div>
      {(selectedIds.size > 0 || carried?.isCut === true) && <SelectionBar list={list} handlers={handlers} />}
    </>
  );
}
