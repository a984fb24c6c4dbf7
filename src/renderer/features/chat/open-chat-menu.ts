/**
 * What can be done with the open chat. The More menu of its header shows these items, and offers them to the palette as long as the chat is
 * open, so that there is one way to do each of them.
 */
import { Archive, ArchiveRestore, FileDown, FolderInput, GitBranch, Pencil, Pin, PinOff, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { Thread } from '#shared/models/thread.ts';
import type { MenuItem } from '../../components/menu.tsx';
import { askToExport } from '../../lib/transfer-request.ts';
import { showBranchMap } from './chat-ui-store.ts';
import { useOrderActions } from './side-bar/order-actions.ts';
import { askWhere } from './side-bar/order-ui-store.ts';
import { useThreadActions } from './thread-actions.ts';

/** Empty outside of the chats. */
export const useOpenChatMenu = create<{ readonly items: readonly MenuItem[] }>(() => ({ items: [] }));

/** What the header shows itself. */
export interface ChatMenuHandlers {
  readonly onRename: () => void;
  readonly onParameters: () => void;
}

/** The items for this chat, on offer to the palette while the caller is mounted; a new one has parameters only. */
export function useChatMenuItems(thread: Thread | null, { onRename, onParameters }: ChatMenuHandlers): readonly MenuItem[] {
  const { t } = useTranslation();
  const actions = useThreadActions();
  const order = useOrderActions();
  const placeItems = (open: Thread): MenuItem[] => [
    {
      label: t(open.isPinned ? 'chat.threads.unpin' : 'chat.threads.pin'),
      icon: open.isPinned ? PinOff : Pin,
      onSelect: () => void actions.setPinned(open, !open.isPinned),
    },
    { label: t('order.folders.move'), icon: FolderInput, onSelect: () => askWhere({ kind: 'threads', threads: [open] }) },
    {
      label: t(open.isArchived ? 'order.archive.takeBack' : 'order.archive.put'),
      icon: open.isArchived ? ArchiveRestore : Archive,
      onSelect: () => void order.archive([open], !open.isArchived),
    },
  ];
  const parameters: MenuItem = { label: t('chat.parameters.title'), icon: SlidersHorizontal, onSelect: onParameters };
  const items: readonly MenuItem[] =
    thread === null
      ? [parameters]
      : [
          { label: t('transfer.export.action'), icon: FileDown, onSelect: () => askToExport(thread) },
          parameters,
          { label: t('branches.map.open'), icon: GitBranch, onSelect: () => showBranchMap(thread.id) },
          { label: t('chat.threads.rename'), icon: Pencil, onSelect: onRename },
          ...(thread.isTemporary ? [] : placeItems(thread)),
          { label: t('chat.threads.delete'), icon: Trash2, isDanger: true, onSelect: () => void actions.remove(thread, null) },
        ];
  useEffect(() => useOpenChatMenu.setState({ items }));
  useEffect(() => () => useOpenChatMenu.setState({ items: [] }), []);
  return items;
}
