import type { Migration } from './migration.ts';

/** The GGUF files the user has. */
export const models: Migration = {
  version: 20,
  name: 'models',
  up: (connection) =>
    connection.execute(`
      CREATE TABLE models (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        file_name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('chat', 'base', 'embedding')),
        architecture TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        parameter_count INTEGER,
        quantisation TEXT,
        trained_context INTEGER NOT NULL,
        languages TEXT NOT NULL CHECK (json_valid(languages)),
        abilities TEXT NOT NULL CHECK (json_valid(abilities)),
        licence TEXT,
        origin TEXT NOT NULL CHECK (origin IN ('starter', 'file', 'upload')),
        is_quarantined INTEGER NOT NULL CHECK (is_quarantined IN (0, 1)),
        last_used_at INTEGER
      ) STRICT;
    `),
};
