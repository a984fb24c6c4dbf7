import type { Migration } from './migration.ts';

/**
 * Threads, their message trees, the generations that wrote them, drafts and settings. References inside the tree are
 * checked at commit and never cascade: SQLite gives up on a cascade deeper than a thousand rows.
 */
export const coreTables: Migration = {
  version: 10,
  name: 'core-tables',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE threads (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('chat', 'completion')),
        title TEXT NOT NULL,
        title_source TEXT NOT NULL CHECK (title_source IN ('none', 'auto', 'user')),
        is_pinned INTEGER NOT NULL CHECK (is_pinned IN (0, 1)),
        active_leaf_id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
        parameters TEXT NOT NULL CHECK (json_valid(parameters)),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        activity INTEGER NOT NULL UNIQUE,
        removed_at INTEGER
      ) STRICT;
      CREATE INDEX threads_in_list_order ON threads (is_pinned DESC, activity DESC) WHERE removed_at IS NULL;
      CREATE INDEX threads_removed ON threads (removed_at) WHERE removed_at IS NOT NULL;

      CREATE TABLE messages (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        thread_id TEXT NOT NULL REFERENCES threads (id) DEFERRABLE INITIALLY DEFERRED,
        parent_id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
        ordinal INTEGER NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
        state TEXT NOT NULL CHECK (state IN ('done', 'streaming', 'stopped', 'interrupted', 'failed')),
        active_child_id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
        generation_id TEXT REFERENCES generations (id) DEFERRABLE INITIALLY DEFERRED,
        created_at INTEGER NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (thread_id, ordinal)
      ) STRICT;
      CREATE INDEX messages_by_parent ON messages (parent_id, thread_id, ordinal);
      CREATE INDEX messages_by_active_child ON messages (active_child_id) WHERE active_child_id IS NOT NULL;
      CREATE INDEX messages_by_generation ON messages (generation_id) WHERE generation_id IS NOT NULL;
      CREATE INDEX messages_streaming ON messages (key) WHERE state = 'streaming';
      CREATE INDEX threads_by_active_leaf ON threads (active_leaf_id) WHERE active_leaf_id IS NOT NULL;

      CREATE TABLE generations (
        id TEXT PRIMARY KEY NOT NULL,
        message_id TEXT NOT NULL REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
        purpose TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'streaming', 'stopped', 'interrupted', 'failed')),
        stop_reason TEXT,
        error_code TEXT,
        parameters TEXT NOT NULL CHECK (json_valid(parameters)),
        stats TEXT CHECK (stats IS NULL OR json_valid(stats)),
        seed INTEGER,
        started_at INTEGER NOT NULL,
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX generations_by_message ON generations (message_id);

      CREATE TABLE drafts (key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE settings (
        key TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
    `),
};
