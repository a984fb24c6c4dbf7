import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { Connection } from '../connection.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { openStore } from '../open-store.ts';
import { ask, startTurn, temporaryFolder, textsOnPath, searchFor } from '../library.test-support.ts';

const isPosix = process.platform !== 'win32';
const isRoot = isPosix && process.getuid?.() === 0;
const MESSAGES = Array.from({ length: 400 }, (_, index) => ({ role: 'user', text: `text ${index} ${'padding '.repeat(40)}` }) as const);

/** A closed library with 400 messages. */
async function filledFolder(): Promise<{ folder: string; path: string }> {
  const folder = temporaryFolder();
  const store = await openStore({ folder });
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, MESSAGES);
  await store.close();
  return { folder, path: join(folder, 'inkstone.db') };
}

/** A small disk of its own, or undefined with the reason printed. */
function mountSmallDisk(megabytes: number): { folder: string; remount: (options: string) => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-disk-'));
  try {
    if (!isRoot || process.platform !== 'linux') throw new Error('mounting needs root on Linux');
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    process.stdout.write(`skipped: no small disk here (${error instanceof Error ? error.message.split('\n')[0] : ''})\n`);
    rmSync(folder, { recursive: true });
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return { folder, remount: (options) => execFileSync('mount', ['-o', `remount,${options}`, folder]) };
}

describe('a damaged library', () => {
  const DAMAGE: Record<string, (path: string) => void> = {
    emptied: (path) => truncateSync(path, 0),
    deleted: (path) => rmSync(path),
    'cut in half': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
    'cut by its last page': (path) => truncateSync(path, statSync(path).size - 4_096),
    'overwritten with something else': (path) => writeFileSync(path, 'not a database, but long enough to have a header '.repeat(40)),
    'with a zeroed header': (path) => writeFileSync(path, readFileSync(path).fill(0, 0, 100)),
    'with a broken schema page': (path) => writeFileSync(path, readFileSync(path).fill(7, 100, 4_096)),
    'replaced by an empty database': (path) => {
      rmSync(path);
      const connection = new Connection({ source: path, isReadOnly: false, log: SILENT_LOGGER });
      connection.execute('VACUUM');
      connection.close();
    },
  };

  // Catches: a loss that looks like a first run, and a damaged file that is overwritten or moved without a word.
  test.each(Object.entries(DAMAGE))('%s is reported, and left as it is', async (_name, damage) => {
    const { folder, path } = await filledFolder();
    damage(path);
    const before = existsSync(path) ? readFileSync(path) : null;
    await expect(openStore({ folder })).rejects.toMatchObject({ code: 'STORAGE_DAMAGED', data: { backups: 0 } });
    expect(existsSync(path) ? readFileSync(path) : null).toEqual(before);
  });

  // Catches: an older Inkstone that writes into a newer library.
  test('of a newer version is refused and not touched', async () => {
    const { folder, path } = await filledFolder();
    const connection = new Connection({ source: path, isReadOnly: false, log: SILENT_LOGGER });
    connection.pragma('user_version = 9990');
    connection.close();
    const before = readFileSync(path);
    await expect(openStore({ folder })).rejects.toMatchObject({
      code: 'STORAGE_NEWER',
      data: { found: 9_990, known: MIGRATIONS.at(-1)?.version },
    });
    expect(readFileSync(path)).toEqual(before);
  });
});

describe('the data folder', () => {
  // Catches: chats that other users of the machine can read.
  test.runIf(isPosix)('and its files are for their owner only', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const store = await openStore({ folder });
    await store.threads.create('chat');
    await store.maintenance.backUp(join(folder, 'copy.db'));
    const modeOf = (name: string): string => (statSync(join(folder, name)).mode & 0o777).toString(8);
    const names = ['.', 'inkstone.db', 'inkstone.db-wal', 'inkstone.db-shm', 'profile.json', 'copy.db'];
    expect(names.map((name) => `${name} ${modeOf(name)}`)).toEqual(names.map((name) => `${name} ${name === '.' ? '700' : '600'}`));
    await store.close();
  });

  // Catches: a first run that was interrupted before anything was stored, taken for a loss for ever after.
  test('of an interrupted first run starts anew', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'inkstone.db'), '');
    const store = await openStore({ folder });
    expect(await store.threads.list({ limit: 1, offset: 0 })).toEqual({ threads: [], total: 0 });
    await store.close();
  });

  // Catches: a library on a read-only disk that cannot be read, or writes that fail with a riddle.
  test('on a read-only disk is readable, and writes say why they fail', async ({ skip }) => {
    const disk = mountSmallDisk(16);
    if (!disk) return skip();
    const first = await openStore({ folder: disk.folder });
    const { id } = await first.threads.create('chat');
    await ask(first, id, null, 'question', 'answer');
    await startTurn(first, id, null, 'unfinished');
    await first.close();
    disk.remount('ro');
    const store = await openStore({ folder: disk.folder });
    expect(await store.maintenance.isReadOnly()).toBe(true);
    expect(await textsOnPath(store, id)).toEqual(['unfinished', '']);
    expect((await searchFor(store, 'answer', 5)).length).toBe(1);
    expect(await store.messages.recoverInterrupted()).toBe(0);
    await expect(store.threads.create('chat')).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
    await expect(store.drafts.save('x', 'y')).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
    await expect(store.maintenance.backUp(join(disk.folder, 'copy.db'))).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
    await expect(openStore({ folder: join(disk.folder, 'new') })).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
    await store.close();
    disk.remount('rw');
  });

  // Catches: a full disk that loses what was acknowledged, or a store that stays broken when space is back.
  test('on a full disk refuses with DISK_FULL, keeps everything, and goes on when there is space', async ({ skip }) => {
    const disk = mountSmallDisk(6);
    if (!disk) return skip();
    const ballast = join(disk.folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_500_000));
    const store = await openStore({ folder: disk.folder });
    const { id } = await store.threads.create('chat');
    const { answers } = await startTurn(store, id, null, 'go');
    const written: string[] = [];
    const failure = await (async () => {
      for (let index = 0; index < 20_000; index += 1) {
        const text = `${index} ${'x'.repeat(2_000)}\n`;
        await store.messages.appendText(answers[0].id, text);
        written.push(text);
      }
    })().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'AppError', code: 'DISK_FULL' });
    expect(written.length).toBeGreaterThan(10);
    expect((await store.messages.get(answers[0].id)).text).toBe(written.join(''));
    await expect(store.maintenance.backUp(join(disk.folder, 'copy.db'))).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(['copy.db', 'copy.db.part'].filter((name) => existsSync(join(disk.folder, name)))).toEqual([]);
    rmSync(ballast);
    await store.messages.appendText(answers[0].id, 'more');
    expect((await store.messages.get(answers[0].id)).text).toBe(`${written.join('')}more`);
    await store.close();
    const again = await openStore({ folder: disk.folder });
    expect((await again.messages.get(answers[0].id)).text.length).toBe(written.join('').length + 4);
    await again.close();
  });
});
