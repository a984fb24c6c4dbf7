/**
 * Codes that turn the printed address into a session. A code works once. One that nobody used stays good for ten minutes,
 * so that a person has time to open the address. Wrong guesses are counted and answered with 429 after a while, but never
 * keep the right code from working: nobody can lock the owner out (H44).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { WrongGuesses } from './wrong-guesses.ts';

const LIFE_MS = 10 * 60_000;
const MOST_CODES = 8;

/** SHA-256: what is kept and compared instead of the secret itself. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** 256 random bits, safe in an address, a cookie and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export class OneTimeCodes {
  readonly #now: () => number;
  #codes: { readonly hash: Buffer; readonly expiresAt: number }[] = [];
  readonly #wrong: WrongGuesses;

  /** `now` is a monotonic clock in milliseconds: setting the machine's clock must not change a code's life. */
  constructor(now: () => number) {
    this.#now = now;
    this.#wrong = new WrongGuesses(now);
  }

  issue(): string {
    const code = newSecret();
    this.#codes = [...this.#codes, { hash: hashSecret(code), expiresAt: this.#now() + LIFE_MS }].slice(-MOST_CODES);
    return code;
  }

  /** Uses the code up. */
  redeem(code: string): 'accepted' | 'wrong' | 'too-many' {
    const now = this.#now();
    const hash = hashSecret(code);
    const matches = this.#codes.filter((known) => timingSafeEqual(known.hash, hash) && known.expiresAt > now);
    this.#codes = this.#codes.filter((known) => !matches.includes(known) && known.expiresAt > now);
    if (matches.length > 0) return 'accepted';
    return this.#wrong.add();
  }
}
