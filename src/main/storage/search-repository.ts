/** Full-text search over titles and messages of threads that are not removed: titles first, each newest first. */
import { sql } from 'kysely';
import type { SearchHit } from '#shared/contract/threads-contract.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { cutExcerpt } from './search-excerpt.ts';
import { toMatchExpression, toSearchTerms, type SearchTerm } from './search-text.ts';
import type { MessageTable } from './tables.ts';
import { toThread, type ThreadRow } from './thread-rows.ts';

type MessageHit = ThreadRow & {
  readonly message_id: MessageTable['id'];
  readonly message_role: MessageTable['role'];
  readonly message_created_at: number;
  readonly message_text: string;
};

/** Up to this length the index knows the beginnings of words (migration 0030). */
const INDEXED_PREFIX = 3;
const isLongPrefix = ({ text, isCjk, isPrefix }: SearchTerm): boolean => isPrefix && !isCjk && text.length > INDEXED_PREFIX;

export class SearchRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A query without a letter or digit finds nothing. */
  async query(query: string, limit: number): Promise<SearchHit[]> {
    const terms = toSearchTerms(query);
    if (terms.length === 0) return [];
    const titles = this.#findTitles(terms, limit);
    return [...titles, ...this.#findMessages(terms, limit - titles.length)];
  }

  /**
   * Completing a long word makes FTS5 read every message of every word that begins so, which for a common word is most of the
   * library. When the word as it stands fills the page, that is not needed.
   */
  #findMessages(terms: readonly SearchTerm[], limit: number): SearchHit[] {
    const whole = terms.map((term) => (isLongPrefix(term) ? { ...term, isPrefix: false } : term));
    const hits = this.#findNewest(whole, terms, limit);
    return hits.length === limit || !terms.some(isLongPrefix) ? hits : this.#findNewest(terms, terms, limit);
  }

  #findTitles(terms: readonly SearchTerm[], limit: number): SearchHit[] {
    const rows = this.#connection.all(
      sql<ThreadRow>`
        SELECT t.* FROM title_search s CROSS JOIN threads t ON t.key = s.rowid
        WHERE s.title_search MATCH ${toMatchExpression(terms)} AND t.removed_at IS NULL
        ORDER BY t.activity DESC LIMIT ${limit}`.compile(queries),
    );
    return rows.map((row) => ({
      thread: toThread(row),
      messageId: null,
      role: null,
      createdAt: row.created_at,
      ...cutExcerpt(row.title, terms),
    }));
  }

  /** By row number, which FTS5 walks from the newest end: sorting by rank would read every match first. */
  #findNewest(matched: readonly SearchTerm[], terms: readonly SearchTerm[], limit: number): SearchHit[] {
    const rows = this.#connection.all(
      sql<MessageHit>`
        SELECT t.*, m.id AS message_id, m.role AS message_role, m.created_at AS message_created_at, m.text AS message_text
        FROM message_search s CROSS JOIN messages m ON m.key = s.rowid CROSS JOIN threads t ON t.id = m.thread_id
        WHERE s.message_search MATCH ${toMatchExpression(matched)} AND t.removed_at IS NULL
        ORDER BY s.rowid DESC LIMIT ${limit}`.compile(queries),
    );
    return rows.map((row) => ({
      thread: toThread(row),
      messageId: row.message_id,
      role: row.message_role,
      createdAt: row.message_created_at,
      ...cutExcerpt(row.message_text, terms),
    }));
  }
}
