/** The texts of the playground, newest first, with renaming and deleting. */
import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { Button } from '../../../components/button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { rpc } from '../../../lib/rpc/client.ts';
import { useThreadActions } from '../thread-actions.ts';
import { TitleInput } from '../title-input.tsx';
import { LIST_KEY, PAGE_SIZE } from '../use-threads.ts';

export function useTexts() {
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...LIST_KEY, 'texts'],
    queryFn: ({ pageParam }) => rpc.threads.list({ limit: PAGE_SIZE, offset: pageParam, kind: 'completion' }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.threads.length, 0);
      return last.threads.length > 0 && loaded < last.total ? loaded : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const byId = new Map(data?.pages.flatMap(({ threads }) => threads).map((thread) => [thread.id, thread]));
  return { texts: [...byId.values()], isReady: data !== undefined, hasMore: hasNextPage, loadMore: () => void fetchNextPage() };
}

interface RowProps {
  readonly thread: Thread;
  readonly isOpen: boolean;
  /** Where to go when this one is deleted while it is open. */
  readonly next: ThreadId | null;
  readonly onOpen: () => void;
}

function Row({ thread, isOpen, next, onOpen }: RowProps) {
  const { t } = useTranslation();
  const actions = useThreadActions();
  const [isRenaming, setIsRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const title = thread.title || t('playground.untitled');
  const isUnseen = thread.hasUnseen && !isOpen;
  if (isRenaming) {
    return (
      <li className="px-2 py-0.5">
        <TitleInput
          title={thread.title}
          label={t('playground.title')}
          returnTo={link}
          onClose={() => setIsRenaming(false)}
          onRename={(wanted) => void actions.rename(thread, wanted)}
        />
      </li>
    );
  }
  return (
    <li
      className={clsx(
        'mx-2 flex items-center rounded-control pr-1',
        isOpen ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-accent-soft',
      )}
    >
      <Link
        ref={link}
        href={`/playground/${thread.id}`}
        aria-current={isOpen ? 'page' : undefined}
        title={title}
        className={clsx('flex min-w-0 flex-1 items-center gap-2 px-2 py-1.5 text-13', (isOpen || isUnseen) && 'font-semibold')}
        onClick={onOpen}
      >
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {isUnseen && (
          <>
            <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />
            <span className="sr-only">{t('queue.unseen')}</span>
          </>
        )}
      </Link>
      <Menu
        label={t('playground.more', { title })}
        className="size-7"
        items={[
          { label: t('playground.rename'), icon: Pencil, onSelect: () => setIsRenaming(true) },
          {
            label: t('playground.delete'),
            icon: Trash2,
            isDanger: true,
            onSelect: () => void actions.remove(thread, isOpen ? next : undefined),
          },
        ]}
      />
    </li>
  );
}

export function TextList({ threadId, onOpen }: { readonly threadId: ThreadId | null; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { texts, isReady, hasMore, loadMore } = useTexts();
  if (isReady && texts.length === 0) return <p className="px-4 py-2 text-13 text-ink-2">{t('playground.noTexts')}</p>;
  return (
    <ul aria-label={t('playground.texts')} className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto pb-3">
      {texts.map((thread, index) => (
        <Row
          key={thread.id}
          thread={thread}
          isOpen={thread.id === threadId}
          next={(texts[index + 1] ?? texts[index - 1])?.id ?? null}
          onOpen={onOpen}
        />
      ))}
      {hasMore && (
        <li className="p-2">
          <Button size="small" onClick={loadMore}>
            {t('playground.showMore')}
          </Button>
        </li>
      )}
    </ul>
  );
}
