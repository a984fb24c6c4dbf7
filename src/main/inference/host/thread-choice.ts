/**
 * How many threads are fastest here and now. More is not better: the compute threads spin, so one more than there are
 * free cores costs a factor of ten (engine brief, sections 0.1 and 11).
 */
import { availableParallelism } from 'node:os';
import type { Llama, LlamaContextSequence, Token } from 'node-llama-cpp';

const BUDGET_MS = 1_400;
const CANDIDATE_MS = 350;
const MAX_TOKENS = 12;

export interface ThreadChoice {
  readonly threads: number;
  readonly tokensPerSecond: number | null;
}

/** Physical cores this process may use; the library sometimes reports none. */
export function coreCount(llama: Llama): number {
  const cores = llama.cpuMathCores > 0 ? llama.cpuMathCores : availableParallelism();
  return Math.max(1, Math.min(cores, availableParallelism()));
}

/** From all cores down to one, in the order in which they are tried. */
export function threadCandidates(cores: number): readonly number[] {
  return [...new Set([cores, cores - 1, Math.ceil(cores / 2), Math.ceil(cores / 4), 1])].filter((count) => count >= 1);
}

async function measure(sequence: LlamaContextSequence, start: Token): Promise<number> {
  await sequence.clearHistory();
  let first = 0;
  let count = 0;
  const tokens = sequence.evaluate([start], { temperature: 0, yieldEogToken: true });
  for await (const _token of tokens) {
    const now = performance.now();
    // The first token pays for waking up.
    if (count === 0) first = now;
    count += 1;
    if (count >= MAX_TOKENS || (count > 1 && now - first > CANDIDATE_MS))
      return ((count - 1) * 1_000) / Math.max(0.01, performance.now() - first);
  }
  return 0;
}

/** Writes a few tokens with each candidate within 1.4 s; leaves the sequence empty and the fastest count in force. */
export async function chooseThreads(
  llama: Llama,
  sequence: LlamaContextSequence,
  start: Token,
  fixed: number | null,
): Promise<ThreadChoice> {
  const began = performance.now();
  let best: ThreadChoice = { threads: fixed ?? 1, tokensPerSecond: null };
  for (const threads of fixed === null ? threadCandidates(coreCount(llama)) : [fixed]) {
    if (performance.now() - began > BUDGET_MS) break;
    llama.maxThreads = threads;
    const tokensPerSecond = await measure(sequence, start);
    if (tokensPerSecond > (best.tokensPerSecond ?? 0)) best = { threads, tokensPerSecond };
  }
  llama.maxThreads = best.threads;
  await sequence.clearHistory();
  return best;
}
