/**
 * Walks the matches of a full-text expression from the newest backwards and keeps those that pass the filters. A walk has a time after
 * which it rests and says how far it came: a word that most messages hold, under a filter that few pass, would otherwise be read through
 * to the first message ever written. FTS5 walks by row number; to sort by rank it would read every match first.
 */
import { sql } from 'kysely';
import type { SearchFilters } from '#shared/models/search.ts';
import type { Connection } from '../connection.ts';
import { queries } from '../queries.ts';
import { findFirst, toPattern } from './search-excerpt.ts';
import { messageCondition, narrowKeys, rangesOf } from './search-filters.ts';
import { toRanges, type KeyRange } from './search-ranges.ts';
import { toMatchExpression, type SearchTerm } from './search-text.ts';
import type { MessageTable } from '../tables.ts';
import type { ThreadRow } from '../thread-rows.ts';

export type MessageHitRow = ThreadRow & {
  readonly message_key: number;
  readonly message_id: MessageTable['id'];
  readonly message_role: MessageTable['role'];
  readonly message_created_at: number;
  readonly message_text: string;
};

export interface WalkOptions {
  readonly terms: readonly SearchTerm[];
  readonly filters: SearchFilters;
  /** Only matches with lower row numbers. */
  readonly before: number;
  readonly limit: number;
  readonly clock: () => number;
}

export interface Walk {
  readonly rows: readonly MessageHitRow[];
  /** Where it goes on; null: nothing is left. */
  readonly next: number | null;
  /** The time was over before the page was full. */
  readonly isResting: boolean;
}

/** What FTS5 is asked, and what a text that it found must contain besides. */
interface Match {
  readonly expression: string;
  readonly pattern: RegExp | null;
  /** FTS5 gathers all matches before it gives the first: to ask for a part of them is no cheaper. */
  readonly isGathered: boolean;
}

const BUDGET_MS = 20;
/** After this the narrowest filter is asked what could pass at all. */
const PROBE_MS = 5;
const FIRST_WINDOW = 32_768;
const MAX_BATCH = 500;
const MAX_READ = 120;
/** Up to this length the index knows the beginnings of words (migration 0030). */
const INDEXED_PREFIX = 3;
/** A beginning of a word that fewer of the texts hold is rare enough for FTS5 to gather its matches. */
const RARE = 0.02;

const isLongPrefix = ({ text, isCjk, isPrefix }: SearchTerm): boolean => isPrefix && !isCjk && [...text].length > INDEXED_PREFIX;

/**
 * To complete a long beginning of a word, FTS5 gathers every message of every word that begins so: for a common one most of the library.
 * The loose match asks for a shorter beginning, which the index knows, and looks into the texts; good unless nearly none passes.
 */
function matchesOf(terms: readonly SearchTerm[]): { loose: Match; strict: Match | null } {
  const strict = { expression: toMatchExpression(terms), pattern: null, isGathered: true };
  const long = terms.find(isLongPrefix);
  if (!long) return { loose: { ...strict, isGathered: false }, strict: null };
  const cut = terms.map((term) => (term === long ? { ...term, text: [...term.text].slice(0, INDEXED_PREFIX).join('') } : term));
  return { loose: { expression: toMatchExpression(cut), pattern: toPattern([long]), isGathered: false }, strict };
}

/** One walk: what it has found so far, and how many texts it read for that. */
class Walker {
  readonly #connection: Connection;
  readonly #options: WalkOptions;
  readonly rows: MessageHitRow[] = [];
  read = 0;
  #before: number;

  constructor(connection: Connection, options: WalkOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#before = options.before;
  }

  /** Goes on where the last walk rested. Always takes one step at least, so that asking again gets on. */
  walk(match: Match, ranges: readonly KeyRange[], until: number): Walk {
    const { limit, clock } = this.#options;
    const { rows } = this;
    let batch = limit * 2;
    let window = match.isGathered ? Infinity : FIRST_WINDOW;
    let isFirst = true;
    for (const range of ranges) {
      for (let to = Math.min(range.to, this.#before - 1); to >= range.from;) {
        if (!isFirst && clock() > until) return { rows, next: to + 1, isResting: true };
        isFirst = false;
        const from = Math.max(range.from, to - window + 1);
        const keys = this.#matchesIn(match, { from, to }, batch);
        rows.push(...this.#passing(keys, match));
        const last = rows.at(-1);
        if (last && rows.length === limit) return { rows, next: last.message_key, isResting: false };
        const oldest = keys.length === batch ? keys.at(-1) : undefined;
        if (oldest === undefined) window *= 4;
        to = (oldest ?? from) - 1;
        this.#before = to + 1;
        batch = Math.min(batch * 2, match.pattern ? MAX_READ : MAX_BATCH);
      }
    }
    return { rows, next: null, isResting: false };
  }

  /** Newest first. The numbers are cast, because better-sqlite3 binds them as REAL, which FTS5 does not take for limits. */
  #matchesIn({ expression }: Match, { from, to }: KeyRange, limit: number): number[] {
    // FTS5 finds the beginning of a short range much faster than its end.
    const isShort = to - from < limit;
    const rows = this.#connection.all(
      sql<{ key: number }>`
        SELECT rowid AS key FROM message_search WHERE message_search MATCH ${expression}
          AND rowid BETWEEN CAST(${from} AS INTEGER) AND CAST(${to} AS INTEGER)
        ORDER BY rowid ${isShort ? sql`ASC` : sql`DESC`} LIMIT ${limit}`.compile(queries),
    );
    const keys = rows.map(({ key }) => key);
    return isShort ? keys.toReversed() : keys;
  }

  #passing(keys: readonly number[], { pattern }: Match): MessageHitRow[] {
    if (keys.length === 0) return [];
    const missing = this.#options.limit - this.rows.length;
    const rows = this.#connection.all(
      sql<MessageHitRow>`
        SELECT t.*, m.key AS message_key, m.id AS message_id, m.role AS message_role, m.created_at AS message_created_at,
          m.text AS message_text
        FROM messages m CROSS JOIN threads t ON t.id = m.thread_id
        WHERE m.key IN (SELECT value FROM json_each(${JSON.stringify(keys)})) AND ${messageCondition(this.#options.filters)}
        ORDER BY m.key DESC LIMIT ${pattern ? keys.length : missing}`.compile(queries),
    );
    this.read += rows.length;
    return pattern ? rows.filter(({ message_text: text }) => findFirst(text, pattern) !== null).slice(0, missing) : rows;
  }
}

/** Newest first. */
export function walkMatches(connection: Connection, options: WalkOptions): Walk {
  const start = options.clock();
  const ranges = rangesOf(connection, options.filters);
  const { loose, strict } = matchesOf(options.terms);
  const walker = new Walker(connection, options);
  const probe = walker.walk(loose, ranges, start + PROBE_MS);
  if (!probe.isResting) return probe;
  const keys = narrowKeys(connection, options.filters);
  if (keys) return walker.walk(loose, toRanges(keys), start + BUDGET_MS);
  const isRare = walker.rows.length < walker.read * RARE;
  return walker.walk(strict && isRare ? strict : loose, ranges, start + BUDGET_MS);
}
