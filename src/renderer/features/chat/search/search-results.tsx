import { Archive } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ThreadId } from '#shared/models/ids.ts';
import type { SearchHit } from '#shared/models/search.ts';
import { Button } from '../../../components/button.tsx';
import { Excerpt } from '../../../components/excerpt.tsx';
import { toAppError } from '../../../lib/rpc/client.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { jumpTo } from '../chat-ui-store.ts';
import { moveFocus } from '../side-bar/roving-focus.ts';
import { SearchFilters } from './search-filters.tsx';
import { useSearch, wantFirst } from './search-store.ts';
import { useSearchHits } from './use-search-hits.ts';
import type { SearchHits } from './use-search-hits.ts';

export interface SearchResultsProps {
  readonly threadId: ThreadId | null;
  readonly query: string;
  readonly onOpen: () => void;
}

function Hit({ hit, query, onOpen }: { readonly hit: SearchHit; readonly query: string; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const { thread, messageId, role } = hit;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(hit.createdAt);
  return (
    <li>
      <Link
        href={`/chat/${thread.id}`}
        className="block rounded-control px-2 py-1.5 hover:bg-accent-soft focus-visible:-outline-offset-2"
        onClick={() => {
          if (messageId) jumpTo({ threadId: thread.id, messageId, words: query });
          onOpen();
        }}
      >
        <span className="flex items-center gap-1.5 text-13 text-ink">
          <span className="min-w-0 flex-1 truncate">
            {messageId === null ? <Excerpt excerpt={hit.excerpt} ranges={hit.ranges} /> : thread.title || t('chat.threads.untitled')}
          </span>
          {thread.isArchived && (
            <>
              <Archive size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
              <span className="sr-only">{t('search.hits.archived')}</span>
            </>
          )}
        </span>
        {messageId !== null && (
          <span className="line-clamp-2 text-12 break-words text-ink-2">
            <Excerpt excerpt={hit.excerpt} ranges={hit.ranges} />
          </span>
        )}
        <span className="block text-11 text-ink-2">
          {role === null ? t('search.hits.title') : t(role === 'user' ? 'chat.message.you' : 'chat.message.assistant')} · {day}
        </span>
      </Link>
    </li>
  );
}

/** How many there are, or how far the search has come. */
function useStatus({ hits, query, isAnswered, isSearching, searchedBackTo, searchOn }: SearchHits): string {
  const { t, i18n } = useTranslation();
  const hasFilters = useSearch((search) => Object.values(search.filters).some((value) => value !== undefined));
  if (!isAnswered) return '';
  if (isSearching && hits.length === 0) return t('search.hits.searching');
  if (searchedBackTo !== null) {
    const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(searchedBackTo);
    return hits.length === 0 ? t('search.hits.nothingSince', { date }) : t('search.hits.since', { count: hits.length, date });
  }
  if (hits.length === 0) return t(hasFilters ? 'search.hits.nothingFiltered' : 'chat.search.nothing', { query });
  return searchOn ? t('search.hits.moreThan', { count: hits.length }) : t('chat.search.hits', { count: hits.length });
}

/** Opens the first hit for who pressed Enter, which may be before it is there. */
function useOpenFirst(list: RefObject<HTMLElement | null>, { hits, isCurrent, isSearching }: SearchHits): void {
  const wantsFirst = useSearch((search) => search.wantsFirst);
  const isKnown = isCurrent && (hits.length > 0 || !isSearching);
  useEffect(() => {
    if (!wantsFirst || !isKnown) return;
    wantFirst(false);
    list.current?.querySelector('a')?.click();
  }, [wantsFirst, isKnown, list]);
}

/** Hits in titles and messages of every branch while the user types, newest first. */
export function SearchResults({ threadId, query, onOpen }: SearchResultsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const filters = useSearch((search) => search.filters);
  const search = useSearchHits(query, filters);
  const { hits, error, searchOn, searchedBackTo } = search;
  const status = useStatus(search);
  const list = useRef<HTMLUListElement>(null);
  useOpenFirst(list, search);
  return (
    <>
      <SearchFilters threadId={threadId} />
      <p role="status" className="px-4 pb-1 text-12 text-ink-2">
        {error ? errorText(toAppError(error)) : status}
      </p>
      <ul
        ref={list}
        aria-label={t('chat.search.results')}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
        onKeyDown={(event) => moveFocus(event, 'a, button')}
      >
        {hits.map((hit) => (
          <Hit key={`${hit.thread.id}:${hit.messageId ?? ''}`} hit={hit} query={search.query} onOpen={onOpen} />
        ))}
        {searchOn && (
          <li>
            <Button size="small" tone="quiet" className="w-full" onClick={searchOn}>
              {t(searchedBackTo === null ? 'search.hits.more' : 'search.hits.further')}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}
