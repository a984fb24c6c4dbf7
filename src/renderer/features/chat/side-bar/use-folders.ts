/** The folders of the list, which of them are open, and the chats in the open ones. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId } from '#shared/models/ids.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { updateSettings, useSettings } from '../../../lib/use-settings.ts';
import { walkFolders } from './list-rows.ts';
import type { Loaded } from './list-rows.ts';
import { LIST_KEY, PAGE_SIZE } from '../use-threads.ts';

const NONE: readonly Folder[] = [];

export const useFolders = (): readonly Folder[] =>
  useQuery({ queryKey: ['threads', 'folders'], queryFn: () => rpc.folders.list() }).data ?? NONE;

/** Which folders are open, over a restart too. */
export function useOpenFolders(): { openIds: ReadonlySet<FolderId>; setOpen: (folderIds: readonly FolderId[], isOpen: boolean) => void } {
  const { openFolderIds } = useSettings();
  const openIds = useMemo(() => new Set(openFolderIds), [openFolderIds]);
  const setOpen = useCallback(
    (folderIds: readonly FolderId[], isOpen: boolean) => {
      const next = isOpen ? openIds.union(new Set(folderIds)) : openIds.difference(new Set(folderIds));
      if (next.size !== openIds.size) void updateSettings({ openFolderIds: [...next] }).catch(() => undefined);
    },
    [openIds],
  );
  return { openIds, setOpen };
}

interface InsideFolders {
  readonly inside: ReadonlyMap<FolderId, Loaded>;
  readonly loadMore: (folderId: FolderId) => void;
}

/** The chats of the folders whose rows are shown, page by page as they come into view. */
export function useInsideFolders(folders: readonly Folder[], openIds: ReadonlySet<FolderId>): InsideFolders {
  const [pageCounts, setPageCounts] = useState<ReadonlyMap<FolderId, number>>(new Map());
  const wanted = useMemo(
    () =>
      walkFolders(folders, openIds)
        .map(({ folder }) => folder.id)
        .filter((id) => openIds.has(id))
        .flatMap((folderId) => Array.from({ length: pageCounts.get(folderId) ?? 1 }, (_, page) => ({ folderId, page }))),
    [folders, openIds, pageCounts],
  );
  const combine = useCallback(
    (results: readonly { readonly data: Awaited<ReturnType<typeof rpc.threads.list>> | undefined }[]) => {
      const inside = new Map<FolderId, Loaded>();
      results.forEach(({ data }, index) => {
        const folderId = wanted[index]?.folderId;
        if (!data || !folderId) return;
        const threads = [...(inside.get(folderId)?.threads ?? []), ...data.threads];
        inside.set(folderId, { threads, hasMore: threads.length < data.total && data.threads.length > 0 });
      });
      return inside;
    },
    [wanted],
  );
  const inside = useQueries({
    queries: wanted.map(({ folderId, page }) => ({
      queryKey: [...LIST_KEY, folderId, page],
      queryFn: () => rpc.threads.list({ limit: PAGE_SIZE, offset: page * PAGE_SIZE, folderId, kind: 'chat' }),
    })),
    combine,
  });
  const loadMore = useCallback(
    (folderId: FolderId) =>
      setPageCounts((counts) => {
        const there = Math.ceil((inside.get(folderId)?.threads.length ?? 0) / PAGE_SIZE);
        return new Map(counts).set(folderId, there + 1);
      }),
    [inside],
  );
  return { inside, loadMore };
}
