/** Copies of the whole library: made compacted, read again before they count, and never in the place of another file. */
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { compareVersions } from './compare-versions.ts';
import { Connection } from '../connection.ts';
import { createPrivateFile, moveIntoPlace } from './durable-file.ts';
import { queries } from '../queries.ts';
import { mappingErrors } from '../storage-error.ts';

const KEPT_BACKUPS = 3;
const UPGRADE_BACKUP = /^upgrade-(\d+)-from-\d+\.db$/;
const VERSION_BACKUP = /^version-(\d+)-before-(.+)\.db$/;
/** Left free beside a backup: the library goes on growing. */
const SPARE_BYTES = 16 * 1024 ** 2;

/**
 * Copies the whole library to `path`, compacted, checked and on the disk when this returns. Blocks the thread that owns the
 * connection, which is the store's worker.
 * @throws AppError INVALID_INPUT when `path` exists, DISK_FULL before anything is written, STORAGE_*
 */
export function backUp(connection: Connection, path: string): { sizeBytes: number } {
  if (existsSync(path)) throw new AppError('INVALID_INPUT', { reason: 'file exists' });
  const part = `${path}.part`;
  return mappingErrors(() => {
    try {
      // VACUUM INTO accepts an empty file, and keeps its mode.
      createPrivateFile(part);
      requireRoom(connection, dirname(path));
      connection.run(sql`VACUUM INTO ${part}`.compile(queries));
      verify(part);
      moveIntoPlace(part, path);
    } finally {
      rmSync(part, { force: true });
    }
    return { sizeBytes: statSync(path).size };
  });
}

function requireRoom(connection: Connection, folder: string): void {
  const needed = Number(connection.pragma('page_count')) * Number(connection.pragma('page_size')) + SPARE_BYTES;
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < needed) throw new AppError('DISK_FULL', { needed, free: bavail * bsize });
}

/** The tables with the user's words. Search can be rebuilt, and checking it takes twenty times as long. @throws AppError STORAGE_DAMAGED */
function verify(path: string): void {
  const copy = new Connection({ source: path, isReadOnly: true, log: SILENT_LOGGER });
  try {
    const tables = copy.all(
      sql<{
        name: string;
      }>`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`.compile(queries),
    );
    for (const { name } of tables) {
      if (copy.pragma(`quick_check("${name}")`) !== 'ok') throw new AppError('STORAGE_DAMAGED', { reason: 'backup', table: name });
    }
  } finally {
    copy.close();
  }
}

interface NumberedBackup {
  readonly name: string;
  readonly number: number;
  /** What the name says after the number. */
  readonly label: string;
}

/** Oldest first. Numbered, so that no clock decides which is newest. */
function listNumbered(folder: string, pattern: RegExp): NumberedBackup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => ({ name, match: pattern.exec(name) }))
    .map(({ name, match }) => ({ name, number: Number(match?.[1] ?? 0), label: match?.[2] ?? '' }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number);
}

function backUpNumbered(connection: Connection, folder: string, pattern: RegExp, nameOf: (number: string) => string): void {
  mappingErrors(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const number = (listNumbered(folder, pattern).at(-1)?.number ?? 0) + 1;
  backUp(connection, join(folder, nameOf(String(number).padStart(4, '0'))));
  for (const old of listNumbered(folder, pattern).slice(0, -KEPT_BACKUPS)) rmSync(join(folder, old.name), { force: true });
}

/** The backup before the schema changes; the newest three are kept. */
export function backUpBeforeUpgrade(connection: Connection, folder: string, fromVersion: number): void {
  backUpNumbered(connection, folder, UPGRADE_BACKUP, (number) => `upgrade-${number}-from-${fromVersion}.db`);
}

/** The backup before another version of Inkstone opens the library for the first time; the newest three are kept. */
export function backUpBeforeVersion(connection: Connection, folder: string, appVersion: string): void {
  const label = appVersion.replaceAll(/[^0-9A-Za-z.-]/g, '_');
  backUpNumbered(connection, folder, VERSION_BACKUP, (number) => `version-${number}-before-${label}.db`);
}

/** The newest library that `appVersion` can open: the one kept before the first newer version. null: none was kept. */
export function findVersionBackup(folder: string, appVersion: string): string | null {
  return (
    listNumbered(folder, VERSION_BACKUP).findLast(({ label }, index, all) => {
      const before = all[index - 1];
      return compareVersions(label, appVersion) > 0 && (before === undefined || compareVersions(before.label, appVersion) <= 0);
    })?.name ?? null
  );
}

/** How many backups there are, for the sentence that says what can be done about a damaged library. */
export function countBackups(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')).length : 0;
}
