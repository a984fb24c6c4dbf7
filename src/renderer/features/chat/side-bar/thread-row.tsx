import { clsx } from 'clsx';
import {
  Archive,
  ArchiveRestore,
  FileDown,
  FolderInput,
  MessageSquareDashed,
  Pencil,
  Pin,
  PinOff,
  Save,
  SquareCheck,
  Trash2,
} from 'lucide-react';
import { memo, useRef } from 'react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '#shared/models/thread.ts';
import { Menu } from '../../../components/menu.tsx';
import type { MenuItem } from '../../../components/menu.tsx';
import { askToExport } from '../../../lib/transfer-request.ts';
import { indentOf } from './indent.ts';
import { TitleInput } from '../title-input.tsx';

export interface ThreadRowProps {
  readonly rowKey: string;
  readonly thread: Thread;
  /** How deep it lies in folders. */
  readonly depth: number;
  readonly isOpen: boolean;
  /** Something is being written in it. */
  readonly isLive: boolean;
  readonly isTabStop: boolean;
  readonly isRenaming: boolean;
  readonly isSelected: boolean;
  /** Some chat is selected, so that every row shows whether it is. */
  readonly isSelecting: boolean;
  /** Picked up, or what is dragged. */
  readonly isCarried: boolean;
  readonly on: ThreadRowHandlers;
}

/** The same object for all rows and all renders: opening a chat draws two rows anew, not the whole list. */
export interface ThreadRowHandlers {
  readonly click: (thread: Thread, event: MouseEvent) => void;
  readonly focus: (rowKey: string) => void;
  /** The pointer has come near. */
  readonly near: (thread: Thread) => void;
  readonly renaming: (thread: Thread | null) => void;
  readonly rename: (thread: Thread, title: string) => void;
  readonly pin: (thread: Thread) => void;
  readonly move: (thread: Thread) => void;
  readonly archive: (thread: Thread) => void;
  readonly select: (thread: Thread) => void;
  readonly keep: (thread: Thread) => void;
  readonly remove: (thread: Thread) => void;
}

function useRowItems(thread: Thread, on: ThreadRowHandlers): readonly MenuItem[] {
  const { t } = useTranslation();
  const rename: MenuItem = { label: t('chat.threads.rename'), icon: Pencil, onSelect: () => on.renaming(thread) };
  const takeOut: MenuItem = { label: t('transfer.export.action'), icon: FileDown, onSelect: () => askToExport(thread) };
  const remove: MenuItem = { label: t('chat.threads.delete'), icon: Trash2, isDanger: true, onSelect: () => on.remove(thread) };
  if (thread.isTemporary) {
    return [{ label: t('order.temporary.keep'), icon: Save, onSelect: () => on.keep(thread) }, rename, takeOut, remove];
  }
  const archive: MenuItem = thread.isArchived
    ? { label: t('order.archive.takeBack'), icon: ArchiveRestore, onSelect: () => on.archive(thread) }
    : { label: t('order.archive.put'), icon: Archive, onSelect: () => on.archive(thread) };
  if (thread.isArchived) return [archive, rename, takeOut, remove];
  return [
    rename,
    {
      label: t(thread.isPinned ? 'chat.threads.unpin' : 'chat.threads.pin'),
      icon: thread.isPinned ? PinOff : Pin,
      onSelect: () => on.pin(thread),
    },
    { label: t('order.folders.move'), icon: FolderInput, onSelect: () => on.move(thread) },
    archive,
    takeOut,
    { label: t('order.select.start'), icon: SquareCheck, onSelect: () => on.select(thread) },
    remove,
  ];
}

/** One chat of the list. F2 renames, Delete deletes, Space selects. */
export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const { rowKey, thread, depth, isOpen, isLive, isTabStop, isRenaming, isSelected, isSelecting, isCarried, on } = props;
  const { t } = useTranslation();
  const link = useRef<HTMLAnchorElement>(null);
  const items = useRowItems(thread, on);
  const isUnseen = thread.hasUnseen && !isOpen && !isLive;
  const title = thread.title || t(thread.isTemporary ? 'order.temporary.name' : 'chat.threads.untitled');
  const canSelect = !thread.isTemporary && !thread.isArchived;
  if (isRenaming) {
    return (
      <div role="listitem" className="py-0.5" style={{ paddingLeft: indentOf(depth) - indentOf(0) }}>
        <TitleInput
          title={thread.title}
          returnTo={link}
          onClose={() => on.renaming(null)}
          onRename={(wanted) => on.rename(thread, wanted)}
        />
      </div>
    );
  }
  return (
    <div
      role="listitem"
      data-row={rowKey}
      className={clsx(
        'group relative flex items-center rounded-control',
        isOpen || isSelected ? 'bg-accent-soft' : 'hover:bg-accent-soft',
        isCarried && 'opacity-60',
      )}
    >
      {isSelecting && canSelect && (
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          aria-label={t('order.select.toggle', { title })}
          className="mr-0.5 ml-2 size-4 shrink-0 accent-(--accent)"
          onChange={() => on.select(thread)}
        />
      )}
      <a
        ref={link}
        data-row-focus
        draggable={canSelect}
        href={`#/chat/${thread.id}`}
        aria-current={isOpen ? 'page' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        title={title}
        style={{ paddingLeft: indentOf(depth) }}
        className={clsx(
          'flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-control text-13 text-ink in-data-[density=compact]:min-h-8',
          // The menu of the open chat is always there: its title ends before it.
          isOpen ? 'pr-9' : 'pr-2',
          (isOpen || isUnseen) && 'font-semibold',
        )}
        onClick={(event) => on.click(thread, event)}
        onFocus={() => on.focus(rowKey)}
        onPointerEnter={() => on.near(thread)}
      >
        {thread.isPinned && !thread.isTemporary && <Pin size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />}
        {thread.isTemporary && <MessageSquareDashed size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />}
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {thread.isTemporary && thread.title !== '' && <span className="sr-only">{t('order.temporary.mark')}</span>}
        {isUnseen && (
          <>
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent group-focus-within:mr-7 group-hover:mr-7" />
            <span className="sr-only">{t('queue.unseen')}</span>
          </>
        )}
        {isLive && (
          <>
            <span
              aria-hidden
              className={clsx(
                'size-1.5 shrink-0 animate-pulse rounded-full bg-accent',
                !isOpen && 'group-focus-within:mr-7 group-hover:mr-7',
              )}
            />
            <span className="sr-only">{t('chat.threads.writing')}</span>
          </>
        )}
      </a>
      <Menu
        label={t('chat.threads.menu', { title })}
        className={clsx(
          'absolute right-0.5 bg-accent-soft group-focus-within:visible group-hover:visible data-popup-open:visible',
          !isOpen && 'invisible',
        )}
        items={items}
      />
    </div>
  );
});
