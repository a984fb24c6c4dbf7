import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SearchHit } from '#shared/contract/threads-contract.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { jumpTo } from './chat-ui-store.ts';
import { moveFocus } from './roving-focus.ts';

const PAUSE_MS = 120;
const MAX_HITS = 50;

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

/** The excerpt with what matched marked. */
function Excerpt({ excerpt, ranges }: Pick<SearchHit, 'excerpt' | 'ranges'>) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(
      excerpt.slice(at, start),
      <mark key={start} className="rounded-sm bg-accent-soft font-semibold text-accent">
        {excerpt.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {excerpt.slice(at)}
    </>
  );
}

function Hit({ hit, onOpen }: { readonly hit: SearchHit; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { thread, messageId, role } = hit;
  return (
    <li>
      <Link
        href={`/chat/${thread.id}`}
        className="block rounded-control px-2 py-1.5 hover:bg-accent-soft"
        onClick={() => {
          if (messageId) jumpTo({ threadId: thread.id, messageId });
          onOpen();
        }}
      >
        <span className="block truncate text-13 text-ink">
          {messageId === null ? <Excerpt excerpt={hit.excerpt} ranges={hit.ranges} /> : thread.title || t('chat.threads.untitled')}
        </span>
        {messageId !== null && (
          <span className="line-clamp-2 text-12 break-words text-ink-2">
            {t(role === 'user' ? 'chat.message.you' : 'chat.message.assistant')}
            {': '}
            <Excerpt excerpt={hit.excerpt} ranges={hit.ranges} />
          </span>
        )}
      </Link>
    </li>
  );
}

/** Hits in titles and messages while the user types, newest first. */
export function SearchResults({ query, onOpen }: { readonly query: string; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const paused = usePaused(query);
  const { data, error } = useQuery({
    queryKey: ['threads', 'search', paused],
    queryFn: () => rpc.threads.search({ query: paused, limit: MAX_HITS }),
    placeholderData: keepPreviousData,
  });
  const hits = data?.hits ?? [];
  return (
    <>
      <p role="status" className="px-4 pb-1 text-12 text-ink-2">
        {error
          ? errorText(toAppError(error))
          : data && (hits.length === 0 ? t('chat.search.nothing', { query: paused }) : t('chat.search.hits', { count: hits.length }))}
      </p>
      <ul
        aria-label={t('chat.search.results')}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
        onKeyDown={(event) => moveFocus(event, 'a')}
      >
        {hits.map((hit) => (
          <Hit key={`${hit.thread.id}:${hit.messageId ?? ''}`} hit={hit} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}
