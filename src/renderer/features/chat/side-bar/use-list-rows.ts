/** The rows of the list of chats, in their order: for the list itself, and for what steps through it while it is hidden. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FolderId } from '#shared/models/ids.ts';
import type { Folder } from '#shared/models/folder.ts';
import type { Thread } from '#shared/models/thread.ts';
import { listRows } from './list-rows.ts';
import type { ListRow } from './list-rows.ts';
import { useFolders, useInsideFolders, useOpenFolders } from './use-folders.ts';
import { useThreads } from '../use-threads.ts';

export interface ListRows {
  readonly rows: readonly ListRow[];
  /** Chats in the order shown, each once. */
  readonly threads: readonly Thread[];
  readonly folders: readonly Folder[];
  readonly openIds: ReadonlySet<FolderId>;
  readonly setOpen: (folderIds: readonly FolderId[], isOpen: boolean) => void;
  readonly isReady: boolean;
  /** Fetches what follows; null is the top level. */
  readonly loadMore: (folderId: FolderId | null) => void;
}

export function useListRows(): ListRows {
  const { threads: topThreads, isReady, hasMore, loadMore: loadMoreTop } = useThreads();
  const folders = useFolders();
  const { openIds, setOpen } = useOpenFolders();
  const { inside, loadMore: loadMoreInside } = useInsideFolders(folders, openIds);
  const rows = useMemo(
    () => listRows({ top: { threads: topThreads, hasMore }, folders, openIds, inside }, new Date()),
    [topThreads, hasMore, folders, openIds, inside],
  );
  const threads = useMemo(() => rows.flatMap((row) => (row.kind === 'thread' ? [row.thread] : [])), [rows]);
  const loadTop = useRef(loadMoreTop);
  useEffect(() => {
    loadTop.current = loadMoreTop;
  });
  const loadMore = useCallback(
    (folderId: FolderId | null) => (folderId === null ? loadTop.current() : loadMoreInside(folderId)),
    [loadMoreInside],
  );
  return { rows, threads, folders, openIds, setOpen, isReady, loadMore };
}
