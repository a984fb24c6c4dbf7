import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, ChevronRight, Folder as FolderIcon, FolderInput, FolderOpen, FolderPlus, Pencil, Trash2 } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '#shared/models/folder.ts';
import { Menu } from '../../../components/menu.tsx';
import type { DropPlace } from './use-drag.ts';
import { indentOf } from './indent.ts';
import { TitleInput } from '../title-input.tsx';

export interface FolderRowProps {
  readonly rowKey: string;
  readonly folder: Folder;
  readonly depth: number;
  readonly isOpen: boolean;
  /** A chat in it, however deep, has an unseen answer. */
  readonly hasUnseen: boolean;
  readonly isTabStop: boolean;
  readonly isRenaming: boolean;
  /** Picked up, or what is dragged. */
  readonly isCarried: boolean;
  /** Where what is dragged would fall. */
  readonly drop: DropPlace | null;
  readonly on: FolderRowHandlers;
}

/** The same object for all rows and all renders. */
export interface FolderRowHandlers {
  readonly toggle: (folder: Folder) => void;
  readonly focus: (rowKey: string) => void;
  readonly renaming: (folder: Folder | null) => void;
  readonly rename: (folder: Folder, name: string) => void;
  readonly create: (parent: Folder) => void;
  readonly move: (folder: Folder) => void;
  readonly shift: (folder: Folder, by: -1 | 1) => void;
  readonly remove: (folder: Folder) => void;
}

/** One folder of the list. Enter opens and closes it, F2 renames, Delete deletes. */
export const FolderRow = memo(function FolderRow(props: FolderRowProps) {
  const { rowKey, folder, depth, isOpen, hasUnseen, isTabStop, isRenaming, isCarried, drop, on } = props;
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  // Of an open one, the chats in it say so themselves.
  const isUnseen = hasUnseen && !isOpen;
  if (isRenaming) {
    return (
      <div role="listitem" className="py-0.5" style={{ paddingLeft: indentOf(depth) }}>
        <TitleInput
          title={folder.name}
          label={t('order.folders.name')}
          maxLength={100}
          returnTo={button}
          onClose={() => on.renaming(null)}
          onRename={(wanted) => on.rename(folder, wanted)}
        />
      </div>
    );
  }
  return (
    <div
      role="listitem"
      data-row={rowKey}
      draggable
      className={clsx(
        'group relative flex items-center rounded-control hover:bg-accent-soft',
        isCarried && 'opacity-60',
        drop === 'into' && 'bg-accent-soft outline-2 -outline-offset-2 outline-accent',
        drop === 'before' && 'shadow-[0_-2px_0_var(--color-accent)]',
        drop === 'after' && 'shadow-[0_2px_0_var(--color-accent)]',
      )}
    >
      <button
        ref={button}
        type="button"
        data-row-focus
        aria-expanded={isOpen}
        tabIndex={isTabStop ? 0 : -1}
        title={folder.name}
        style={{ paddingLeft: indentOf(depth) }}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-1.5 rounded-control pr-8 text-left text-13 text-ink in-data-[density=compact]:min-h-8"
        onClick={() => on.toggle(folder)}
        onFocus={() => on.focus(rowKey)}
      >
        <ChevronRight
          size={14}
          strokeWidth={1.75}
          aria-hidden
          className={clsx('shrink-0 text-ink-2 transition-transform duration-150 motion-reduce:transition-none', isOpen && 'rotate-90')}
        />
        {isOpen ? (
          <FolderOpen size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
        ) : (
          <FolderIcon size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
        )}
        <span className={clsx('min-w-0 flex-1 truncate', isUnseen ? 'font-semibold' : 'font-medium')}>{folder.name}</span>
        {isUnseen && (
          <>
            <span aria-hidden className="-mr-6 size-2 shrink-0 rounded-full bg-accent group-focus-within:mr-0 group-hover:mr-0" />
            <span className="sr-only">{t('queue.unseen')}</span>
          </>
        )}
      </button>
      <Menu
        label={t('order.folders.menu', { name: folder.name })}
        className="invisible absolute right-0.5 bg-accent-soft group-focus-within:visible group-hover:visible data-popup-open:visible"
        items={[
          { label: t('order.folders.rename'), icon: Pencil, onSelect: () => on.renaming(folder) },
          { label: t('order.folders.createInside'), icon: FolderPlus, onSelect: () => on.create(folder) },
          { label: t('order.folders.move'), icon: FolderInput, onSelect: () => on.move(folder) },
          { label: t('order.folders.up'), icon: ArrowUp, onSelect: () => on.shift(folder, -1) },
          { label: t('order.folders.down'), icon: ArrowDown, onSelect: () => on.shift(folder, 1) },
          { label: t('order.folders.delete'), icon: Trash2, isDanger: true, onSelect: () => on.remove(folder) },
        ]}
      />
    </div>
  );
});
