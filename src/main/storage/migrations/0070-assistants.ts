import type { Migration } from './migration.ts';

/**
 * Assistants of the user's own and changed shipped ones, and the text that `{{selection}}` stands for in a chat. The content of an
 * assistant is read and written as a whole, in the form that an exported file has.
 */
export const assistants: Migration = {
  version: 70,
  name: 'assistants',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE assistants (
        id TEXT PRIMARY KEY NOT NULL,
        content TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        removed_at INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE thread_selections (
        thread_id TEXT PRIMARY KEY NOT NULL REFERENCES threads (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL
      ) STRICT;
    `),
};
