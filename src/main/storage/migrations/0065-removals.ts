import type { Migration } from './migration.ts';

/** What a removal of messages did to the view of its thread, so that undoing it brings back exactly what was seen. */
export const removals: Migration = {
  version: 65,
  name: 'removals',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE removals (
        id TEXT PRIMARY KEY NOT NULL,
        thread_id TEXT NOT NULL REFERENCES threads (id) DEFERRABLE INITIALLY DEFERRED,
        leaf_before_id TEXT,
        leaf_after_id TEXT,
        removed_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX removals_by_thread ON removals (thread_id);
      CREATE INDEX removals_by_age ON removals (removed_at);
    `),
};
