import type { Migration } from './migration.ts';

/** What the library knows about itself, such as the version of Inkstone that opened it last. */
export const libraryFacts: Migration = {
  version: 50,
  name: 'library-facts',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE library_facts (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `),
};
