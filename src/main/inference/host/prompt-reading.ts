/** Reads a prompt in chunks, because the library cannot be interrupted inside one: a stop takes effect after the chunk. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { ThreadGovernor } from './thread-governor.ts';

export const MAX_CHUNK_TOKENS = 64;
const MIN_CHUNK_TOKENS = 8;
/** One chunk must not take longer than a stop may. */
const LONG_CHUNK_MS = 300;

export interface Reading {
  readonly sequence: LlamaContextSequence;
  /** Read up to the end of these; the sequence already holds their beginning. */
  readonly tokens: readonly Token[];
  readonly signal: AbortSignal;
  readonly governor: ThreadGovernor;
  readonly onProgress: (readTokens: number) => void;
}

/** False when it was stopped in between; what was read stays in the sequence. */
export async function readTokens({ sequence, tokens, signal, governor, onProgress }: Reading): Promise<boolean> {
  let chunk = MAX_CHUNK_TOKENS;
  while (sequence.nextTokenIndex < tokens.length) {
    if (signal.aborted) return false;
    const from = sequence.nextTokenIndex;
    const started = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(from, from + chunk));
    const elapsedMs = performance.now() - started;
    governor.note('reading', sequence.nextTokenIndex - from, elapsedMs);
    if (elapsedMs > LONG_CHUNK_MS) chunk = Math.max(MIN_CHUNK_TOKENS, chunk / 2);
    onProgress(sequence.nextTokenIndex);
  }
  return !signal.aborted;
}
