import type { Migration } from './migration.ts';

/**
 * What stands in a request for turns that were left out. A summary belongs to the path it tells of: it is used where its last message
 * is on the path and as many messages as it tells of are still there.
 */
export const contextSummaries: Migration = {
  version: 100,
  name: 'context-summaries',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE context_summaries (
        id TEXT PRIMARY KEY NOT NULL,
        thread_id TEXT NOT NULL REFERENCES threads (id) DEFERRABLE INITIALLY DEFERRED,
        from_message_id TEXT NOT NULL,
        until_message_id TEXT NOT NULL,
        message_count INTEGER NOT NULL,
        model_name TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        edited_at INTEGER,
        removed_at INTEGER,
        text TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX context_summaries_by_thread ON context_summaries (thread_id, created_at);
    `),
};
