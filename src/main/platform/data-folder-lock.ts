/**
 * One application a data folder. The lock is a file that says who holds it; it is made with an exclusive create, and taken
 * over when its holder is gone, also after `kill -9`. Both hosts use it, because they share the folder.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { isSameProcessAlive, processStart } from './process-identity.ts';

const holderSchema = z.object({
  pid: z.int().positive(),
  /** See `processStart`. */
  processStart: z.string().nullable(),
  /** Wall clock, in milliseconds; for people only. */
  startedAt: z.int(),
  host: z.enum(['desktop', 'browser']),
  /** Where the holder can be asked to show a view; null until it listens. */
  port: z.int().nullable(),
  controlToken: z.string().nullable(),
  /** Tells this holding from every other, also by the same process. */
  nonce: z.string(),
});
export type LockHolder = z.infer<typeof holderSchema>;
export type LockInfo = Pick<LockHolder, 'host' | 'port' | 'controlToken'>;

export interface DataFolderLock {
  /** Says where the holder can be reached now. */
  update(info: Partial<LockInfo>): void;
  /** Idempotent; also happens when the process exits by itself. */
  release(): void;
}

export type Acquired =
  | { readonly state: 'acquired'; readonly lock: DataFolderLock }
  | { readonly state: 'held'; readonly holder: LockHolder };

const LOCK_FILE = 'inkstone.lock';
const TAKEOVER_FOLDER = 'inkstone.lock.takeover';
/** A takeover lasts milliseconds; an older one belongs to a process that died in it. */
const TAKEOVER_STALE_MS = 3_000;
/** How long a lock file may be empty: its maker is between create and write. */
const HALF_WRITTEN_MS = 1_000;
const PAUSE_MS = 20;

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** The holder in the file; `absent` without a file; undefined when the file cannot be understood (yet). */
function readHolder(path: string): LockHolder | 'absent' | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch (error) {
    return hasCode(error, 'ENOENT') ? 'absent' : undefined;
  }
}

/** Makes the file with its whole content at once. @returns false when somebody else has made it */
function create(path: string, holder: LockHolder): boolean {
  const complete = `${path}.${holder.nonce}`;
  writeFileSync(complete, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(complete, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // Some file systems have no links; there a reader may see the file empty for a moment, and waits.
    return createExclusively(path, holder);
  } finally {
    unlinkSync(complete);
  }
}

function createExclusively(path: string, holder: LockHolder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Runs alone among all processes that want to take over. @returns false when another one is at it */
function inTakeover(folder: string, run: () => void): boolean {
  const guard = join(folder, TAKEOVER_FOLDER);
  try {
    mkdirSync(guard);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const made = statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > TAKEOVER_STALE_MS) rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    run();
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
  return true;
}

function hold(path: string, first: LockHolder): DataFolderLock {
  let holder = first;
  let isReleased = false;
  const isOurs = (): boolean => {
    const now = readHolder(path);
    return now !== 'absent' && now?.nonce === holder.nonce;
  };
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    process.off('exit', release);
    if (isOurs()) unlinkSync(path);
  };
  process.once('exit', release);
  return {
    update: (info) => {
      if (isReleased) return;
      holder = { ...holder, ...info };
      const next = `${path}.${holder.nonce}`;
      writeFileSync(next, JSON.stringify(holder), { mode: 0o600 });
      renameSync(next, path);
    },
    release,
  };
}

/**
 * Takes the lock of a data folder, which must exist, or says who has it.
 * @throws what the file system throws, for example on a read-only folder
 */
export async function acquireLock(folder: string, info: LockInfo): Promise<Acquired> {
  const path = join(folder, LOCK_FILE);
  const own: LockHolder = {
    ...info,
    pid: process.pid,
    processStart: processStart(process.pid),
    startedAt: Date.now(),
    nonce: randomUUID(),
  };
  let halfWrittenSince: number | undefined;
  for (;;) {
    const holder = readHolder(path);
    if (holder === 'absent') {
      if (create(path, own)) return { state: 'acquired', lock: hold(path, own) };
      continue;
    }
    if (holder && isSameProcessAlive(holder.pid, holder.processStart)) return { state: 'held', holder };
    if (!holder) {
      halfWrittenSince ??= Date.now();
      if (Date.now() - halfWrittenSince < HALF_WRITTEN_MS) {
        await sleep(PAUSE_MS);
        continue;
      }
    }
    const isAlone = inTakeover(folder, () => {
      const now = readHolder(path);
      // Only what was judged stale may go: somebody may have taken over since.
      if (now !== 'absent' && now?.nonce === holder?.nonce) unlinkSync(path);
    });
    if (!isAlone) await sleep(PAUSE_MS);
  }
}
