/**
 * Decides when text that streams in is drawn: at once while drawing is cheap, in longer steps when it is not, so that drawing
 * takes at most a third of the time and the rest belongs to the user's own scrolling and typing.
 */
const LEAST_PAUSE_MS = 16;
const LONGEST_PAUSE_MS = 100;
/** Script is about a third of what a step costs; the browser's layout and paint are the rest. */
const PAUSE_PER_COST = 3;

export interface Pacer {
  /** Draws as soon as the pause after the last drawing is over, `leastMs` from now at the soonest. A drawing that was asked for before stands. */
  ask(leastMs?: number): void;
  /** Draws now, with all that waits. */
  now(): void;
}

/** `draw` renders synchronously or in a microtask that it queues itself. */
export function createPacer(draw: () => void): Pacer {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let nextAt = 0;

  const now = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const started = performance.now();
    draw();
    queueMicrotask(() => {
      const ended = performance.now();
      nextAt = ended + Math.min(LONGEST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, (ended - started) * PAUSE_PER_COST));
    });
  };

  return {
    now,
    ask: (leastMs = 0) => {
      if (timer !== null) return;
      const pauseMs = Math.max(leastMs, nextAt - performance.now());
      if (pauseMs <= 0) now();
      else timer = setTimeout(now, pauseMs);
    },
  };
}
