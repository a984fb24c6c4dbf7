import type { Migration } from './migration.ts';

/** What was typed into Quick ask, for the arrow key that brings it back. The highest key is the newest. */
export const quickQuestions: Migration = {
  version: 40,
  name: 'quick-questions',
  up: (connection) =>
    connection.execute('CREATE TABLE quick_questions (key INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE) STRICT;'),
};
