/** The store, in this process. Used by the store's worker, by tests and by tools; the application talks to the worker. */
import { join } from 'node:path';
import { SILENT_LOGGER, type Logger } from '#main/platform/logger.ts';
import { backUp } from './backup.ts';
import type { Connection } from './connection.ts';
import { DraftRepository } from './draft-repository.ts';
import { exportLibrary } from './export-library.ts';
import { BACKUP_FOLDER, openLibraryFile } from './library-file.ts';
import { MessageRepository } from './message-repository.ts';
import { migrate } from './migrate.ts';
import { ModelRepository } from './model-repository.ts';
import { ensureProfile } from './profile-marker.ts';
import { SearchRepository } from './search-repository.ts';
import { SettingsRepository } from './settings-repository.ts';
import type { Store } from './store.ts';
import { ThreadRepository } from './thread-repository.ts';

export interface OpenStoreOptions {
  /** The data folder; made when absent. */
  readonly folder: string;
  readonly log?: Logger;
  readonly now?: () => number;
}

/**
 * Opens the library of a data folder, brought to the newest schema.
 * @throws AppError STORAGE_DAMAGED (also for a library that vanished), STORAGE_NEWER, STORAGE_READ_ONLY, STORAGE_BUSY, DISK_FULL
 */
export async function openStore({ folder, log = SILENT_LOGGER, now = Date.now }: OpenStoreOptions): Promise<Store> {
  const connection = openLibraryFile(folder, log);
  try {
    prepare(connection, { folder, log, now });
  } catch (error) {
    connection.close();
    throw error;
  }
  return composeStore(connection, now);
}

function prepare(connection: Connection, { folder, log, now }: Required<OpenStoreOptions>): void {
  migrate(connection, { backupFolder: join(folder, BACKUP_FOLDER), log });
  if (connection.isReadOnly) return;
  // The schema must be in the file itself, not in the log, before the marker claims that there is a library.
  connection.checkpoint();
  ensureProfile(folder, now);
}

function composeStore(connection: Connection, now: () => number): Store {
  const running = new Set<Promise<unknown>>();
  const exportAll: Store['maintenance']['exportAll'] = (path, format) => {
    const result = exportLibrary(connection, { path, format, now });
    const settled = Promise.allSettled([result]);
    running.add(settled);
    void settled.then(() => running.delete(settled));
    return result;
  };
  return {
    threads: new ThreadRepository(connection, now),
    messages: new MessageRepository(connection, now),
    models: new ModelRepository(connection, now),
    drafts: new DraftRepository(connection),
    settings: new SettingsRepository(connection),
    search: new SearchRepository(connection),
    maintenance: {
      backUp: async (path) => backUp(connection, path),
      exportAll,
      isReadOnly: async () => connection.isReadOnly,
    },
    close: async () => {
      await Promise.all(running);
      connection.close();
    },
  };
}
