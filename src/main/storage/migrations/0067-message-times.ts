import type { Migration } from './migration.ts';

/**
 * Between which times the messages of each 1,024 row numbers were written, so that a search in a range of dates need not read the rest of
 * the library. Row numbers nearly follow time, but imported messages are older than their numbers. A span is never narrowed: it may
 * promise more than is there, never less.
 */
export const messageTimes: Migration = {
  version: 67,
  name: 'message-times',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE message_times (
        segment INTEGER PRIMARY KEY,
        first_at INTEGER NOT NULL,
        last_at INTEGER NOT NULL
      ) STRICT;
      INSERT INTO message_times SELECT key >> 10, min(created_at), max(created_at) FROM messages GROUP BY key >> 10;
      CREATE TRIGGER message_times_added AFTER INSERT ON messages BEGIN
        INSERT INTO message_times VALUES (new.key >> 10, new.created_at, new.created_at)
          ON CONFLICT (segment) DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at);
      END;
      CREATE TRIGGER message_times_moved AFTER UPDATE OF created_at ON messages BEGIN
        INSERT INTO message_times VALUES (new.key >> 10, new.created_at, new.created_at)
          ON CONFLICT (segment) DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at);
      END;
    `),
};
