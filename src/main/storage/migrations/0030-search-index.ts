import { sql } from 'kysely';
import { queries } from '../queries.ts';
import { toSearchText } from '../search/search-text.ts';
import type { Migration } from './migration.ts';

const BATCH = 500;

/**
 * Full-text search over messages and titles. The tables keep tokens only, no text (`content=''`). Rows are deleted with
 * FTS5's `delete` command and `secure-delete`, which take every token out at once: tables with `contentless_delete` only
 * mark rows, and the words stay in the file. Rows that are there already are indexed.
 */
export const searchIndex: Migration = {
  version: 30,
  name: 'search-index',
  up: (connection) => {
    for (const table of ['message_search', 'title_search']) {
      connection.execute(`
        CREATE VIRTUAL TABLE ${table} USING fts5(
          text, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
        );
        INSERT INTO ${table} (${table}, rank) VALUES ('secure-delete', 1);
      `);
    }
    const titles = queries.selectFrom('threads').select(['key', 'title']).where('title', '<>', '').compile();
    for (const { key, title } of connection.all(titles)) {
      connection.run(sql`INSERT INTO title_search (rowid, text) VALUES (${key}, ${toSearchText(title)})`.compile(queries));
    }
    for (let last = 0, isMore = true; isMore;) {
      const batch = connection.all(
        queries
          .selectFrom('messages')
          .select(['key', 'text'])
          .where('key', '>', last)
          .where('state', '<>', 'streaming')
          .orderBy('key')
          .limit(BATCH)
          .compile(),
      );
      for (const { key, text } of batch) {
        connection.run(sql`INSERT INTO message_search (rowid, text) VALUES (${key}, ${toSearchText(text)})`.compile(queries));
      }
      last = batch.at(-1)?.key ?? last;
      isMore = batch.length === BATCH;
    }
  },
};
