import type { Migration } from './migration.ts';

/**
 * Folders, the archive, and what a user marks: starred messages, messages that always stay in the context, removed ones.
 * Marks are few and stand in a table of their own: a column behind a message's text would be read through all of that text.
 */
export const orderAndMarks: Migration = {
  version: 60,
  name: 'order-and-marks',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE folders (
        id TEXT PRIMARY KEY NOT NULL,
        parent_id TEXT REFERENCES folders (id) DEFERRABLE INITIALLY DEFERRED,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        removed_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX folders_by_parent ON folders (parent_id, position);

      ALTER TABLE threads ADD COLUMN folder_id TEXT REFERENCES folders (id) DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE threads ADD COLUMN assistant_id TEXT;
      ALTER TABLE threads ADD COLUMN archived_at INTEGER;
      ALTER TABLE threads ADD COLUMN has_unseen INTEGER NOT NULL DEFAULT 0 CHECK (has_unseen IN (0, 1));
      DROP INDEX threads_in_list_order;
      CREATE INDEX threads_in_list_order ON threads (is_pinned DESC, activity DESC) WHERE removed_at IS NULL AND archived_at IS NULL;
      CREATE INDEX threads_archived ON threads (activity DESC) WHERE removed_at IS NULL AND archived_at IS NOT NULL;
      CREATE INDEX threads_by_folder ON threads (folder_id, activity DESC) WHERE folder_id IS NOT NULL;

      CREATE TABLE message_marks (
        message_id TEXT PRIMARY KEY NOT NULL REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
        starred_at INTEGER,
        kept_at INTEGER,
        removed_at INTEGER,
        removal_id TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX message_marks_starred ON message_marks (starred_at DESC) WHERE starred_at IS NOT NULL;
      CREATE INDEX message_marks_removed ON message_marks (removed_at) WHERE removed_at IS NOT NULL;
      CREATE INDEX message_marks_by_removal ON message_marks (removal_id) WHERE removal_id IS NOT NULL;
    `),
};
