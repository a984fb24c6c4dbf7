/**
 * Keeps the thread count right while other programs come and go. Compute threads spin, so with one busy neighbour two
 * threads on two cores write 20 times slower than one (engine brief, section 11). When the speed collapses it goes down at
 * once, and now and then it tries the higher count for a single step.
 */
export type WorkPhase = 'reading' | 'writing';

export interface ThreadGovernor {
  /** Notes a finished step: a chunk read or a token written. */
  note(phase: WorkPhase, tokens: number, elapsedMs: number): void;
}

export interface ThreadGovernorOptions {
  /** In force now. */
  readonly chosen: number;
  /** All there are; 1 switches the governor off. */
  readonly cores: number;
  readonly setThreads: (threads: number) => void;
  readonly now: () => number;
}

const COLLAPSE = 0.4;
/** Slow for that long without a break is a busy machine; less is a hiccup, and going down over one cost a fifth of the speed. */
const BUSY_MS = 300;
/** A needless step down is mended that soon; a probe on a machine that stays busy doubles the pause. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** The best speed seen fades, so that a longer context is not taken for a busy machine. */
const FADE = 0.995;

export function createThreadGovernor({ chosen, cores, setThreads, now }: ThreadGovernorOptions): ThreadGovernor {
  const high = cores > 1 && chosen > 1 ? chosen : cores;
  const low = Math.max(1, Math.floor(high / 2));
  if (low === high) return { note: () => undefined };

  const bestAtHigh: Record<WorkPhase, number> = { reading: 0, writing: 0 };
  const recentAtLow: Record<WorkPhase, number> = { reading: 0, writing: 0 };
  let isHigh = chosen === high;
  let isProbing = false;
  let slowMs = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let probeAt = isHigh ? 0 : now() + FIRST_PAUSE_MS;

  const goDown = (): void => {
    isHigh = false;
    isProbing = false;
    slowMs = 0;
    probeAt = now() + pauseMs;
    pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2);
    setThreads(low);
  };
  const goUp = (): void => {
    isHigh = true;
    isProbing = true;
    setThreads(high);
  };

  return {
    note(phase, tokens, elapsedMs) {
      const speed = tokens / Math.max(0.01, elapsedMs);
      if (!isHigh) {
        recentAtLow[phase] = recentAtLow[phase] === 0 ? speed : recentAtLow[phase] * 0.8 + speed * 0.2;
        if (now() >= probeAt) goUp();
        return;
      }
      const atLow = recentAtLow[phase];
      if (isProbing && atLow > 0) {
        if (speed < atLow) {
          goDown();
          return;
        }
        isProbing = false;
        pauseMs = FIRST_PAUSE_MS;
      }
      const isSlow = speed < bestAtHigh[phase] * COLLAPSE;
      bestAtHigh[phase] = Math.max(bestAtHigh[phase] * FADE, speed);
      slowMs = isSlow ? slowMs + elapsedMs : 0;
      if (slowMs >= BUSY_MS) goDown();
    },
  };
}
