import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { Connection } from './connection.ts';
import { createPrivateFile, moveIntoPlace } from './durable-file.ts';
import { queries } from './queries.ts';
import { mappingErrors } from './storage-error.ts';

const KEPT_UPGRADE_BACKUPS = 3;
const UPGRADE_BACKUP = /^upgrade-(\d+)-from-\d+\.db$/;

/**
 * Copies the whole library to `path`, compacted and on the disk when this returns. Blocks the thread that owns the
 * connection, which is the store's worker.
 * @throws AppError INVALID_INPUT when `path` exists, DISK_FULL, STORAGE_*
 */
export function backUp(connection: Connection, path: string): { sizeBytes: number } {
  if (existsSync(path)) throw new AppError('INVALID_INPUT', { reason: 'file exists' });
  const part = `${path}.part`;
  return mappingErrors(() => {
    try {
      // VACUUM INTO accepts an empty file, and keeps its mode.
      createPrivateFile(part);
      connection.run(sql`VACUUM INTO ${part}`.compile(queries));
      moveIntoPlace(part, path);
    } finally {
      rmSync(part, { force: true });
    }
    return { sizeBytes: statSync(path).size };
  });
}

/** The backup before an upgrade; the newest three are kept. Numbered, so that no clock decides which is newest. */
export function backUpBeforeUpgrade(connection: Connection, folder: string, fromVersion: number): void {
  mappingErrors(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const known = listUpgradeBackups(folder);
  const number = (known.at(-1)?.number ?? 0) + 1;
  backUp(connection, join(folder, `upgrade-${String(number).padStart(4, '0')}-from-${fromVersion}.db`));
  for (const old of listUpgradeBackups(folder).slice(0, -KEPT_UPGRADE_BACKUPS)) rmSync(join(folder, old.name), { force: true });
}

/** Oldest first. */
function listUpgradeBackups(folder: string): { name: string; number: number }[] {
  return readdirSync(folder)
    .map((name) => ({ name, number: Number(UPGRADE_BACKUP.exec(name)?.[1] ?? 0) }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number);
}

/** How many backups there are, for the sentence that says what can be done about a damaged library. */
export function countBackups(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')).length : 0;
}
