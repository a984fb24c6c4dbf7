/**
 * Browser sessions: a cookie the page cannot read, of which only the hash is kept. The hashes lie in the data folder (0600),
 * so that a restart of the host asks nobody to sign in again.
 */
import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { hashSecret, newSecret } from './one-time-codes.ts';
import { writePrivateFile } from '#main/platform/private-file.ts';

const LIFE_MS = 30 * 24 * 3_600_000;
const MOST_SESSIONS = 16;

const fileSchema = z.object({
  cookieName: z.string().regex(/^inkstone-[a-f0-9]{12}$/),
  sessions: z.array(z.object({ hash: z.string().regex(/^[a-f0-9]{64}$/), expiresAt: z.int() })),
});
type SessionFile = z.infer<typeof fileSchema>;

async function readSessions(path: string): Promise<SessionFile> {
  const empty: SessionFile = { cookieName: `inkstone-${hashSecret(newSecret()).toString('hex').slice(0, 12)}`, sessions: [] };
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : empty;
  } catch {
    return empty; // absent or damaged: the only loss is that browsers sign in again
  }
}

export class Sessions {
  readonly #path: string;
  readonly #now: () => number;
  #file: SessionFile;
  #lastWrite: Promise<void> = Promise.resolve();

  private constructor(path: string, file: SessionFile, now: () => number) {
    this.#path = path;
    this.#file = file;
    this.#now = now;
  }

  /** `now` is the wall clock in milliseconds. */
  static async open(dataFolder: string, now: () => number): Promise<Sessions> {
    const path = join(dataFolder, 'sessions.json');
    return new Sessions(path, await readSessions(path), now);
  }

  /** Makes a session; resolves with the `Set-Cookie` value once the hash is on disk. */
  async create(): Promise<string> {
    const secret = newSecret();
    const now = this.#now();
    const session = { hash: hashSecret(secret).toString('hex'), expiresAt: now + LIFE_MS };
    const valid = this.#file.sessions.filter((known) => known.expiresAt > now);
    this.#file = { ...this.#file, sessions: [...valid, session].slice(-MOST_SESSIONS) };
    this.#lastWrite = this.#lastWrite.catch(() => undefined).then(() => writePrivateFile(this.#path, JSON.stringify(this.#file)));
    await this.#lastWrite;
    return `${this.#file.cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${LIFE_MS / 1_000}`;
  }

  /** Whether a `Cookie` header carries a session that is known and not expired. */
  accepts(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#file.cookieName}=`;
    const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim());
    const hashes = pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => hashSecret(pair.slice(prefix.length)));
    const now = this.#now();
    return hashes.some((hash) =>
      this.#file.sessions.some((known) => timingSafeEqual(Buffer.from(known.hash, 'hex'), hash) && known.expiresAt > now),
    );
  }
}
