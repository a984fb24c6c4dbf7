/** The store, in this process. Used by the store's worker, by tests and by tools; the application talks to the worker. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import { SILENT_LOGGER, type Logger } from '#main/platform/logger.ts';
import { readAppVersion, recordAppVersion, refuseNewerLibrary } from './file/app-version.ts';
import { AttachmentRepository } from './attachment-repository.ts';
import { backUp, backUpBeforeVersion } from './file/backup.ts';
import { AssistantRepository } from './assistant-repository.ts';
import type { Connection } from './connection.ts';
import { ContextRepository } from './context-repository.ts';
import { DraftRepository } from './draft-repository.ts';
import { ExportRepository } from './transfer/export-repository.ts';
import { FolderRepository } from './folder-repository.ts';
import { ImportRepository } from './transfer/import-repository.ts';
import { BACKUP_FOLDER, openLibraryFile } from './file/library-file.ts';
import { MessageRepository } from './message-repository.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { ModelRepository } from './model-repository.ts';
import { OrderRepository } from './order-repository.ts';
import { ensureProfile } from './file/profile-marker.ts';
import { RemovedRepository } from './removed-repository.ts';
import { QueueRepository } from './queue-repository.ts';
import { QuickQuestionRepository } from './quick-question-repository.ts';
import { routeChats, type ChatStore } from './routed-store.ts';
import { SearchRepository } from './search/search-repository.ts';
import { SettingsRepository } from './settings-repository.ts';
import type { Store } from './store.ts';
import { keepThread, openTemporaryLibrary, type TemporaryLibrary } from './temporary-library.ts';
import { ThreadRepository } from './thread-repository.ts';
import { TreeRepository } from './tree-repository.ts';

export interface OpenStoreOptions {
  /** The data folder; made when absent. */
  readonly folder: string;
  /** Recorded in the library, which is backed up when it changes. Tools that only read leave it out. */
  readonly appVersion?: string | undefined;
  readonly log?: Logger;
  readonly now?: () => number;
}

/**
 * Opens the library of a data folder, brought to the newest schema.
 * @throws AppError STORAGE_DAMAGED (also for a library that vanished), STORAGE_NEWER, STORAGE_READ_ONLY, STORAGE_BUSY, DISK_FULL
 */
export async function openStore({ folder, appVersion, log = SILENT_LOGGER, now = Date.now }: OpenStoreOptions): Promise<Store> {
  const connection = openLibraryFile(folder, log);
  let isBackupMissing: boolean;
  try {
    isBackupMissing = prepare(connection, { folder, appVersion, log, now });
  } catch (error) {
    connection.close();
    throw error;
  }
  return composeStore(connection, now, log, isBackupMissing);
}

/** What another version has never opened, or null. Reads only. @throws AppError STORAGE_NEWER */
function findNewVersion(connection: Connection, appVersion: string | undefined, backupFolder: string): string | null {
  if (appVersion === undefined) return null;
  refuseNewerLibrary(connection, { appVersion, newestSchema: MIGRATIONS.at(-1)?.version ?? 0, backupFolder });
  return readAppVersion(connection) === appVersion ? null : appVersion;
}

/** Whether it worked. A full disk must not keep anybody from their chats: a changed schema asks for its own copy anyway. */
function tryBackUp(connection: Connection, folder: string, appVersion: string, log: Logger): boolean {
  try {
    backUpBeforeVersion(connection, folder, appVersion);
    return true;
  } catch (error) {
    log.warn('the library could not be backed up before the first start of this version', error);
    return false;
  }
}

/** Resolves with whether the backup that a new version should have is missing. */
function prepare(connection: Connection, { folder, appVersion, log, now }: Required<OpenStoreOptions>): boolean {
  const backupFolder = join(folder, BACKUP_FOLDER);
  const newVersion = findNewVersion(connection, appVersion, backupFolder);
  const needsBackup = newVersion !== null && !connection.isReadOnly && schemaVersion(connection) > 0;
  const hasBackup = needsBackup && tryBackUp(connection, backupFolder, newVersion, log);
  migrate(connection, { backupFolder, log, hasBackup });
  if (connection.isReadOnly) return false;
  if (newVersion !== null) recordAppVersion(connection, newVersion);
  // The schema must be in the file itself, not in the log, before the marker claims that there is a library.
  connection.checkpoint();
  ensureProfile(folder, now);
  return needsBackup && !hasBackup;
}

/** What belongs to a chat, on the library or in memory. */
const chatRepositories = (connection: Connection, now: () => number): ChatStore => ({
  threads: new ThreadRepository(connection, now),
  messages: new MessageRepository(connection, now),
  tree: new TreeRepository(connection, now),
  attachments: new AttachmentRepository(connection),
  queue: new QueueRepository(connection, now),
  order: new OrderRepository(connection, now),
  context: new ContextRepository(connection, now),
  drafts: new DraftRepository(connection),
  search: new SearchRepository(connection),
  exports: new ExportRepository(connection),
});

function composeChats(library: Connection, now: () => number, log: Logger) {
  let memory: (TemporaryLibrary & { readonly chats: ChatStore }) | undefined;
  const open = (): ChatStore => {
    if (memory) return memory.chats;
    const opened = openTemporaryLibrary(log);
    memory = { ...opened, chats: chatRepositories(opened.connection, now) };
    return memory.chats;
  };
  const hasId = (id: string): boolean => memory?.hasId(id) ?? false;
  const chats = routeChats(chatRepositories(library, now), { find: () => memory?.chats, open, hasId });
  const keep: Store['temporary']['keep'] = async (threadId) => {
    if (memory && hasId(threadId)) keepThread(memory.connection, library, threadId);
    return chats.threads.get(threadId);
  };
  return { chats, temporary: { keep }, connections: () => [library, ...(memory ? [memory.connection] : [])] };
}

function composeStore(connection: Connection, now: () => number, log: Logger, isBackupMissingAtStart: boolean): Store {
  let isBackupMissing = isBackupMissingAtStart;
  const { chats, temporary, connections } = composeChats(connection, now, log);
  return {
    ...chats,
    temporary,
    removed: new RemovedRepository(connection),
    folders: new FolderRepository(connection, now),
    assistants: new AssistantRepository(connection, now),
    imports: new ImportRepository(connection, new ExportRepository(connection), now),
    models: new ModelRepository(connection, now),
    quickQuestions: new QuickQuestionRepository(connection),
    settings: new SettingsRepository(connection),
    maintenance: {
      backUp: async (path) => {
        const written = backUp(connection, path);
        isBackupMissing = false;
        return written;
      },
      isBackupMissing: async () => isBackupMissing,
      isReadOnly: async () => connection.isReadOnly,
    },
    close: async () => {
      for (const each of connections()) each.end();
      await nextTurn();
      for (const each of connections()) each.close();
    },
  };
}
