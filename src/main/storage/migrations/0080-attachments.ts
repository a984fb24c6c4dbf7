import type { Migration } from './migration.ts';

/** Texts of files that went into a message. The text is the last column: what is listed lies in front of it. */
export const attachments: Migration = {
  version: 80,
  name: 'attachments',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE attachments (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        part TEXT NOT NULL,
        characters INTEGER NOT NULL,
        text TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX attachments_of_message ON attachments (message_id, ordinal);
    `),
};
