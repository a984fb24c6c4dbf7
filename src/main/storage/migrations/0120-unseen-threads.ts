import type { Migration } from './migration.ts';

/**
 * The few threads with an answer that nobody has seen are found without reading all the others. Until now nothing said of a text that it
 * was seen: the mark that every one of them bears means nothing.
 */
export const unseenThreads: Migration = {
  version: 120,
  name: 'unseen-threads',
  up: (connection) =>
    connection.execute(`
      UPDATE threads SET has_unseen = 0 WHERE kind = 'completion';
      CREATE INDEX threads_unseen ON threads (activity DESC) WHERE has_unseen = 1 AND removed_at IS NULL AND archived_at IS NULL;
    `),
};
