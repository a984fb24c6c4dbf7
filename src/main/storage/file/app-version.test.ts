import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { explainStartFailure } from '#main/platform/start-failure.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { Connection } from '../connection.ts';
import { ask, temporaryFolder } from '../library.test-support.ts';
import { migrate } from '../migrate.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';

const open = async (folder: string, appVersion: string): Promise<Store> => {
  const store = await openStore({ folder, appVersion });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
};
/** Opens and closes with this version; resolves with whether its backup is missing. */
const use = async (folder: string, appVersion: string): Promise<boolean> => {
  const store = await open(folder, appVersion);
  const isMissing = await store.maintenance.isBackupMissing();
  await store.close();
  return isMissing;
};
const backupsIn = (folder: string): string[] => (existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')).sort() : []);
const refusal = async (folder: string, appVersion: string): Promise<AppError> => {
  const error: unknown = await openStore({ folder, appVersion }).catch((reason: unknown) => reason);
  if (!(error instanceof AppError)) throw new Error('the library was opened', { cause: error });
  return error;
};

describe('before the first start of a new version', () => {
  // Catches: a first run that makes an empty backup, or a backup at every start.
  test('the library is backed up once, and a new one is not', async () => {
    const folder = temporaryFolder();
    await use(folder, '0.1.0');
    await use(folder, '0.1.0');
    expect(backupsIn(folder)).toEqual([]);
    expect([await use(folder, '0.2.0'), await use(folder, '0.2.0')]).toEqual([false, false]);
    expect(backupsIn(folder)).toEqual(['version-0001-before-0.2.0.db']);
  });

  // Catches: a backup that was taken after the new version wrote, or that cannot be opened.
  test('the backup is the library as the version before left it', async () => {
    const folder = temporaryFolder();
    const store = await open(folder, '0.1.0');
    const { id } = await store.threads.create('chat');
    const { answer } = await ask(store, id, null, 'question', 'the answer');
    await store.close();
    await use(folder, '0.2.0');
    const restored = temporaryFolder();
    copyFileSync(join(folder, 'backups', 'version-0001-before-0.2.0.db'), join(restored, 'inkstone.db'));
    expect(await (await open(restored, '0.1.0')).messages.get(answer.id)).toEqual(answer);
  });

  // Catches: backups that fill the disk over the years.
  test('the newest three are kept', async () => {
    const folder = temporaryFolder();
    for (const minor of [1, 2, 3, 4, 5]) await use(folder, `0.${minor}.0`);
    expect(backupsIn(folder)).toEqual(['version-0002-before-0.3.0.db', 'version-0003-before-0.4.0.db', 'version-0004-before-0.5.0.db']);
  });

  // Catches: an app that cannot be started because there is no room for a copy, or one that keeps silent about it.
  test('one that cannot be made is told, and does not keep the user from the chats', async () => {
    const folder = temporaryFolder();
    await use(folder, '0.1.0');
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be');
    const store = await open(folder, '0.2.0');
    expect(await store.maintenance.isBackupMissing()).toBe(true);
    rmSync(join(folder, 'backups'));
    mkdirSync(join(folder, 'backups'));
    await store.maintenance.backUp(join(folder, 'backups', 'by-hand.db'));
    expect(await store.maintenance.isBackupMissing()).toBe(false);
  });

  // Catches: two copies of a large library at one start, or a schema that is changed without any.
  test('a changed schema uses that copy, and refuses to change without one', async () => {
    const folder = temporaryFolder();
    const old = MIGRATIONS.filter(({ version }) => version < 50);
    const make = (): void => {
      const connection = new Connection({ source: join(folder, 'inkstone.db'), isReadOnly: false, log: SILENT_LOGGER });
      migrate(connection, { backupFolder: join(folder, 'backups'), log: SILENT_LOGGER, migrations: old });
      connection.close();
    };
    make();
    writeFileSync(join(folder, 'backups'), '');
    await expect(openStore({ folder, appVersion: '0.2.0' })).rejects.toBeInstanceOf(AppError);
    rmSync(join(folder, 'backups'));
    await use(folder, '0.2.0');
    expect(backupsIn(folder)).toEqual(['version-0001-before-0.2.0.db']);
  });
});

describe('a library of a newer Inkstone', () => {
  // Catches: an older app that opens, and then writes into, what a newer one wrote; a refusal without a way out.
  test('is refused untouched, with both versions and the copy that leads back', async () => {
    const folder = temporaryFolder();
    for (const version of ['0.1.0', '0.2.0', '0.3.0']) await use(folder, version);
    const before = readFileSync(join(folder, 'inkstone.db'));
    const error = await refusal(folder, '0.1.0');
    expect(error).toMatchObject({
      code: 'STORAGE_NEWER',
      data: { writtenBy: '0.3.0', running: '0.1.0', backup: 'version-0001-before-0.2.0.db' },
    });
    expect(readFileSync(join(folder, 'inkstone.db')).equals(before)).toBe(true);
    expect(explainStartFailure(error)).toBe(
      'The library was last used by Inkstone 0.3.0, and this is 0.1.0. It was left untouched. Start the newer version again, or choose another data folder with INKSTONE_HOME. To go on with this one, put a copy of "backups/version-0001-before-0.2.0.db" in the place of "inkstone.db"; keep the old file, it holds what you wrote since.',
    );
  });

  // Catches: advice that does not work.
  test('opens again when its user does what the refusal says', async () => {
    const folder = temporaryFolder();
    for (const version of ['0.1.0', '0.2.0']) await use(folder, version);
    const { data } = await refusal(folder, '0.1.0');
    copyFileSync(join(folder, 'backups', String(data['backup'])), join(folder, 'inkstone.db'));
    expect(await use(folder, '0.1.0')).toBe(false);
  });

  // Catches: a newer schema that is named without the version that made it.
  test('is refused with its version also where the schema is newer', async () => {
    const folder = temporaryFolder();
    await use(folder, '0.9.0');
    const connection = new Connection({ source: join(folder, 'inkstone.db'), isReadOnly: false, log: SILENT_LOGGER });
    connection.pragma('user_version = 9990');
    connection.close();
    expect((await refusal(folder, '0.1.0')).data).toMatchObject({ found: 9_990, writtenBy: '0.9.0', running: '0.1.0', backup: null });
  });
});
