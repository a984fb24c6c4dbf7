/**
 * Which version of Inkstone opened the library last. A newer one may have written what this one would misread, so its
 * library is refused, with the way back; and before a newer one writes for the first time, the library is backed up.
 */
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import { findVersionBackup } from './backup.ts';
import { compareVersions } from './compare-versions.ts';
import type { Connection } from '../connection.ts';
import { schemaVersion } from '../migrate.ts';
import { queries } from '../queries.ts';

const KEY = 'app-version';

/** null for a library that is new, or was last opened before versions were recorded. */
export function readAppVersion(connection: Connection): string | null {
  const table = sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE name = 'library_facts'`.compile(queries);
  if (connection.find(table) === undefined) return null;
  return connection.find(queries.selectFrom('library_facts').select('value').where('key', '=', KEY).compile())?.value ?? null;
}

export function recordAppVersion(connection: Connection, version: string): void {
  connection.transaction(() =>
    connection.run(
      queries
        .insertInto('library_facts')
        .values({ key: KEY, value: version })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: version }))
        .compile(),
    ),
  );
}

/** Reads only. @throws AppError STORAGE_NEWER with both versions and the backup that leads back */
export function refuseNewerLibrary(
  connection: Connection,
  { appVersion, newestSchema, backupFolder }: { appVersion: string; newestSchema: number; backupFolder: string },
): void {
  const last = readAppVersion(connection);
  const isNewerApp = last !== null && compareVersions(last, appVersion) > 0;
  const found = schemaVersion(connection);
  if (!isNewerApp && found <= newestSchema) return;
  const backup = findVersionBackup(backupFolder, appVersion);
  throw new AppError('STORAGE_NEWER', { found, known: newestSchema, writtenBy: last, running: appVersion, backup });
}
