import type { Migration } from './migration.ts';

/** Messages that wait for the answer before them to end. */
export const queuedMessages: Migration = {
  version: 90,
  name: 'queued-messages',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE queued_messages (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        candidates INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        attachments TEXT NOT NULL,
        text TEXT NOT NULL
      ) STRICT;
      CREATE INDEX queued_messages_in_order ON queued_messages (thread_id, position);
    `),
};
