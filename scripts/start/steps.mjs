/**
 * Says what a command is doing: one line a step with its duration, on stderr, because stdout belongs to the host's ready line.
 * On a terminal a running step redraws its own line; elsewhere a long step adds a line now and then.
 */

/** A failure the person at the keyboard can act on: `message` is the cause, `next` what to do about it. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string} next
   * @param {ErrorOptions} [options]
   */
  constructor(message, next, options) {
    super(message, options);
    this.name = 'Problem';
    this.next = next;
  }
}

/** @typedef {{ isTTY?: boolean, write(text: string): unknown }} Terminal */
/** @typedef {(text: string) => void} Progress */

const ANNOUNCE_AFTER_MS = 1_000;
const PLAIN_PROGRESS_EVERY_MS = 5_000;

/** @param {number} ms */
export function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * @param {Terminal} terminal
 * @param {() => number} [now] milliseconds
 */
export function createSteps(terminal, now = Date.now) {
  const redraws = terminal.isTTY === true;
  /** @param {string} line */
  const say = (line) => void terminal.write(`${redraws ? '\r\u001b[K' : ''}${line}\n`);

  /**
   * Runs one step and returns its result, which `describe` puts in words. A `Problem` is said with its next step and thrown on.
   * @template T
   * @param {string} title
   * @param {(progress: Progress) => T | Promise<T>} work
   * @param {(result: T) => string} [describe]
   * @returns {Promise<T>}
   */
  const run = async (title, work, describe = String) => {
    const startedAt = now();
    let lastPlainAt = startedAt;
    const announcing = setTimeout(() => {
      terminal.write(redraws ? `\r\u001b[K… ${title}` : `… ${title}\n`);
    }, ANNOUNCE_AFTER_MS);
    /** @type {Progress} */
    const progress = (text) => {
      if (redraws) terminal.write(`\r\u001b[K… ${title}: ${text}`);
      else if (now() - lastPlainAt >= PLAIN_PROGRESS_EVERY_MS) {
        lastPlainAt = now();
        terminal.write(`… ${title}: ${text}\n`);
      }
    };
    try {
      const result = await work(progress);
      say(`✓ ${title}: ${describe(result)} (${formatSeconds(now() - startedAt)})`);
      return result;
    } catch (error) {
      say(`✗ ${title}: ${error instanceof Error ? error.message : String(error)} (${formatSeconds(now() - startedAt)})`);
      if (error instanceof Problem) say(`  What to do: ${error.next}`);
      throw error;
    } finally {
      clearTimeout(announcing);
    }
  };

  return { say, run };
}
