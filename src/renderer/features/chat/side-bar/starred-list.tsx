import { useInfiniteQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ThreadId } from '#shared/models/ids.ts';
import type { SearchHit } from '#shared/models/search.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { rpc } from '../../../lib/rpc/client.ts';
import { jumpTo } from '../chat-ui-store.ts';
import { useOrderActions } from './order-actions.ts';
import { moveFocus } from './roving-focus.ts';

const PAGE_SIZE = 50;

function StarredMessage({ hit, onOpen }: { readonly hit: SearchHit; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const { setStarred } = useOrderActions();
  const { thread, messageId, role } = hit;
  if (messageId === null) return null;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(hit.createdAt);
  return (
    <li className="group relative rounded-control hover:bg-accent-soft">
      <Link
        href={`/chat/${thread.id}`}
        className="block rounded-control py-1.5 pr-9 pl-2"
        onClick={() => {
          jumpTo({ threadId: thread.id, messageId });
          onOpen();
        }}
      >
        <span className="line-clamp-3 text-13 break-words text-ink">{hit.excerpt}</span>
        <span className="mt-0.5 block truncate text-12 text-ink-2">
          {t(role === 'user' ? 'chat.message.you' : 'chat.message.assistant')} · {thread.title || t('chat.threads.untitled')} · {day}
        </span>
      </Link>
      <IconButton
        icon={Star}
        label={t('order.stars.unstar')}
        className="absolute top-0.5 right-0.5 [&_svg]:fill-current"
        onClick={() => void setStarred(thread.id, messageId, false)}
      />
    </li>
  );
}

/** The starred messages of all chats; a click goes to the message. */
export function StarredList({ onOpen }: { readonly threadId: ThreadId | null; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { data, isSuccess, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['threads', 'starred'],
    queryFn: ({ pageParam }) => rpc.threads.listStarred({ limit: PAGE_SIZE, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.hits.length === PAGE_SIZE ? pages.length * PAGE_SIZE : undefined),
  });
  const hits = data?.pages.flatMap((page) => page.hits) ?? [];
  return (
    <>
      {isSuccess && hits.length === 0 && (
        <p className="flex flex-col items-center gap-2 px-6 pt-10 text-center text-13 text-ink-2">
          <Star size={20} strokeWidth={1.75} aria-hidden />
          {t('order.stars.none')}
        </p>
      )}
      <ul
        aria-label={t('order.stars.label')}
        className="flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-2 pt-1 pb-2"
        onKeyDown={(event) => moveFocus(event, 'a')}
      >
        {hits.map((hit) => (
          <StarredMessage key={hit.messageId} hit={hit} onOpen={onOpen} />
        ))}
        {hasNextPage && (
          <li>
            <Button size="small" tone="quiet" className="w-full" onClick={() => void fetchNextPage()}>
              {t('order.stars.more')}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}
