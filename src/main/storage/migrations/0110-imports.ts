import type { Migration } from './migration.ts';

/**
 * What was imported: each run with what it added, for undo, and for each thread which chat of which program it was, so that
 * a second import finds it again.
 */
export const imports: Migration = {
  version: 110,
  name: 'imports',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE imports (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        threads INTEGER NOT NULL,
        messages INTEGER NOT NULL,
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        undone_at INTEGER
      ) STRICT;
      CREATE TABLE import_items (
        import_id TEXT NOT NULL REFERENCES imports (id) DEFERRABLE INITIALLY DEFERRED,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('thread', 'folder')),
        item_id TEXT NOT NULL,
        PRIMARY KEY (import_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE thread_origins (
        thread_id TEXT PRIMARY KEY NOT NULL REFERENCES threads (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        source TEXT NOT NULL,
        source_id TEXT NOT NULL,
        content_hash TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX thread_origins_by_source ON thread_origins (source, source_id);
    `),
};
