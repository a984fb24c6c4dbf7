/** Counts wrong secrets per minute. It only says when to answer "too many": it never keeps the right secret from working. */

const MOST_WRONG_A_MINUTE = 20;

export class WrongGuesses {
  readonly #now: () => number;
  #count = 0;
  #since = 0;

  /** `now` is a monotonic clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Call once for every wrong secret. */
  add(): 'wrong' | 'too-many' {
    const now = this.#now();
    if (now - this.#since > 60_000) {
      this.#count = 0;
      this.#since = now;
    }
    this.#count += 1;
    return this.#count > MOST_WRONG_A_MINUTE ? 'too-many' : 'wrong';
  }
}
