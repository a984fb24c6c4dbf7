/**
 * The secret of the local API: 256 random bits in `api-token` (0600), made once and kept over restarts, so that a client is
 * set up only once. It is taken from one place only, the Authorization header: an address or a cookie never counts.
 */
import { timingSafeEqual } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { hashSecret, newSecret } from '../one-time-codes.ts';
import { writePrivateFile } from '#main/platform/private-file.ts';
import { WrongGuesses } from '../wrong-guesses.ts';

export interface ApiToken {
  readonly token: string;
  readonly path: string;
}

async function readToken(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim();
    return /^[\w-]{43}$/.test(text) ? text : null; // anything else is no token of ours: a new one is made
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The token of this data folder. Call only while holding the folder's lock. @throws Error with a sentence for the user. */
export async function ensureApiToken(dataFolder: string): Promise<ApiToken> {
  const path = join(dataFolder, 'api-token');
  try {
    const known = await readToken(path);
    const token = known ?? newSecret();
    if (known === null) await writePrivateFile(path, token);
    else await chmod(path, 0o600);
    return { token, path };
  } catch (cause) {
    throw new Error(`The token file of the local API cannot be used: ${path}. Remove it or start without --api.`, { cause });
  }
}

export type TokenVerdict = 'accepted' | 'missing' | 'wrong' | 'too-many';

/** The one extractor: judges a request by its single `Authorization: Bearer` header. `now` is a monotonic clock in milliseconds. */
export function createTokenCheck(token: string, now: () => number): (request: IncomingMessage) => TokenVerdict {
  const known = hashSecret(token);
  const guesses = new WrongGuesses(now);
  return ({ rawHeaders }) => {
    // Node hides a second header of this name; two of them are ambiguous, so neither counts.
    const values = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization');
    const [value] = values;
    if (value === undefined) return 'missing';
    const shown = values.length === 1 ? /^Bearer +(\S+)$/i.exec(value)?.[1] : undefined;
    const isRight = timingSafeEqual(hashSecret(shown ?? ''), known);
    return isRight ? 'accepted' : guesses.add();
  };
}
