/** Brings a library file to the newest schema: backup first, one transaction a step, never backwards. */
import type { Logger } from '#main/platform/logger.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { backUpBeforeUpgrade } from './file/backup.ts';
import type { Connection } from './connection.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import type { Migration } from './migrations/migration.ts';

export interface MigrateOptions {
  readonly backupFolder: string;
  readonly log: Logger;
  /** The library was copied a moment ago, so that no step needs another copy. */
  readonly hasBackup?: boolean;
  /** Tests stop half-way with a shorter list. */
  readonly migrations?: readonly Migration[];
}

/** 0 for a file without a schema. */
export function schemaVersion(connection: Connection): number {
  const version = connection.pragma('user_version');
  invariant(typeof version === 'number', 'user_version is a number');
  return version;
}

/** @throws AppError STORAGE_NEWER for a file of a later Inkstone, STORAGE_READ_ONLY when a step is needed but not possible */
export function migrate(connection: Connection, { backupFolder, log, hasBackup = false, migrations = MIGRATIONS }: MigrateOptions): void {
  const from = schemaVersion(connection);
  const newest = migrations.at(-1)?.version ?? 0;
  if (from > newest) throw new AppError('STORAGE_NEWER', { found: from, known: newest });
  const pending = migrations.filter(({ version }) => version > from);
  if (pending.length === 0) return;
  if (connection.isReadOnly) throw new AppError('STORAGE_READ_ONLY', { found: from, known: newest });
  if (from > 0 && !hasBackup) backUpBeforeUpgrade(connection, backupFolder, from);
  for (const { version, name, up } of pending) {
    connection.transaction(() => {
      up(connection);
      connection.pragma(`user_version = ${version}`);
    });
    log.info('migrated the library', { version, name });
  }
}
