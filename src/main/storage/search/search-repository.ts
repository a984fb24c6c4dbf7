/** Full-text search over titles and messages that are not removed: titles first, each newest first, page after page. */
import { sql } from 'kysely';
import type { SearchFilters, SearchHit, SearchPage } from '#shared/models/search.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import { cutExcerpt } from './search-excerpt.ts';
import { titleCondition } from './search-filters.ts';
import { toMatchExpression, toSearchTerms, type SearchTerm } from './search-text.ts';
import { walkMatches, type MessageHitRow } from './search-walk.ts';
import type { SearchRequest, SearchStore } from '../store.ts';
import { toThread, type ThreadRow } from '../thread-rows.ts';

const NOTHING: SearchPage = { hits: [], next: null, searchedBackTo: null };
const FROM_THE_NEWEST = Number.MAX_SAFE_INTEGER;

const toHit = (row: MessageHitRow, terms: readonly SearchTerm[]): SearchHit => ({
  thread: toThread(row),
  messageId: row.message_id,
  role: row.message_role,
  createdAt: row.message_created_at,
  ...cutExcerpt(row.message_text, terms),
});

export class SearchRepository implements SearchStore {
  readonly #connection: Connection;
  readonly #clock: () => number;

  constructor(connection: Connection, clock = (): number => performance.now()) {
    this.#connection = connection;
    this.#clock = clock;
  }

  /** A query without a letter or digit finds nothing. */
  async query(request: SearchRequest): Promise<SearchPage> {
    const terms = toSearchTerms(request.query);
    if (terms.length === 0) return NOTHING;
    const { cursor, limit } = request;
    const titles = cursor?.stage === 'messages' ? NOTHING : this.#findTitles(terms, request, cursor?.before);
    if (titles.hits.length === limit) return titles;
    const before = cursor?.stage === 'messages' ? cursor.before : FROM_THE_NEWEST;
    const messages = this.#findMessages(terms, request, before, limit - titles.hits.length);
    return { ...messages, hits: [...titles.hits, ...messages.hits] };
  }

  #findTitles(terms: readonly SearchTerm[], { limit, ...filters }: SearchRequest, before = FROM_THE_NEWEST): SearchPage {
    const condition = titleCondition(filters);
    if (condition === null) return NOTHING;
    const rows = this.#connection.all(
      sql<ThreadRow>`
        SELECT t.* FROM title_search s CROSS JOIN threads t ON t.key = s.rowid
        WHERE s.title_search MATCH ${toMatchExpression(terms)} AND t.activity < ${before} AND ${condition}
        ORDER BY t.activity DESC LIMIT ${limit}`.compile(queries),
    );
    const hits = rows.map((row) => ({
      thread: toThread(row),
      messageId: null,
      role: null,
      createdAt: row.created_at,
      ...cutExcerpt(row.title, terms),
    }));
    return { hits, next: { stage: 'titles', before: rows.at(-1)?.activity ?? before }, searchedBackTo: null };
  }

  #findMessages(terms: readonly SearchTerm[], filters: SearchFilters, before: number, limit: number): SearchPage {
    const { rows, next, isResting } = walkMatches(this.#connection, { terms, filters, before, limit, clock: this.#clock });
    return {
      hits: rows.map((row) => toHit(row, terms)),
      next: next === null ? null : { stage: 'messages', before: next },
      searchedBackTo: next !== null && isResting ? this.#timeBefore(next) : null,
    };
  }

  #timeBefore(key: number): number | null {
    const newest = queries.selectFrom('messages').select('created_at').where('key', '<', key).orderBy('key', 'desc').limit(1);
    return this.#connection.find(newest.compile())?.created_at ?? null;
  }
}
