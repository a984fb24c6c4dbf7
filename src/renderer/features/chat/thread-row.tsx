import { clsx } from 'clsx';
import { Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Thread } from '#shared/models/thread.ts';
import { Menu } from '../../components/menu.tsx';
import { TitleInput } from './title-input.tsx';

export interface ThreadRowProps {
  readonly thread: Thread;
  readonly isOpen: boolean;
  /** Something is being written in it. */
  readonly isLive: boolean;
  readonly isTabStop: boolean;
  readonly isRenaming: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
  readonly onRenaming: (isRenaming: boolean) => void;
  readonly onRename: (title: string) => void;
  readonly onPin: () => void;
  readonly onRemove: () => void;
}

/** One chat of the list. F2 renames, Delete deletes. */
export function ThreadRow({
  thread,
  isOpen,
  isLive,
  isTabStop,
  isRenaming,
  onOpen,
  onFocus,
  onRenaming,
  onRename,
  onPin,
  onRemove,
}: ThreadRowProps) {
  const { t } = useTranslation();
  const link = useRef<HTMLAnchorElement>(null);
  const title = thread.title || t('chat.threads.untitled');
  if (isRenaming) {
    return (
      <div role="listitem" className="py-0.5">
        <TitleInput
          title={thread.title}
          onEnd={(wanted, isByKey) => {
            onRenaming(false);
            if (isByKey) requestAnimationFrame(() => link.current?.focus());
            if (wanted !== null) onRename(wanted);
          }}
        />
      </div>
    );
  }
  return (
    <div
      role="listitem"
      className={clsx('group relative flex items-center rounded-control', isOpen ? 'bg-accent-soft' : 'hover:bg-accent-soft')}
    >
      <Link
        ref={link}
        href={`/chat/${thread.id}`}
        aria-current={isOpen ? 'page' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        title={title}
        className={clsx(
          'flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-control pr-2 pl-2 text-13 text-ink in-data-[density=compact]:min-h-8',
          isOpen && 'font-semibold',
        )}
        onClick={onOpen}
        onFocus={onFocus}
        onKeyDown={(event) => {
          if (event.key === 'F2') onRenaming(true);
          else if (event.key === 'Delete') onRemove();
        }}
      >
        {thread.isPinned && <Pin size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />}
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {isLive && (
          <>
            <span aria-hidden className="size-1.5 shrink-0 animate-pulse rounded-full bg-accent group-focus-within:mr-7 group-hover:mr-7" />
            <span className="sr-only">{t('chat.threads.writing')}</span>
          </>
        )}
      </Link>
      <Menu
        label={t('chat.threads.menu', { title })}
        className={clsx(
          'absolute right-0.5 bg-accent-soft group-focus-within:visible group-hover:visible data-popup-open:visible',
          !isOpen && 'invisible',
        )}
        items={[
          { label: t('chat.threads.rename'), icon: Pencil, onSelect: () => onRenaming(true) },
          { label: t(thread.isPinned ? 'chat.threads.unpin' : 'chat.threads.pin'), icon: thread.isPinned ? PinOff : Pin, onSelect: onPin },
          { label: t('chat.threads.delete'), icon: Trash2, isDanger: true, onSelect: onRemove },
        ]}
      />
    </div>
  );
}
