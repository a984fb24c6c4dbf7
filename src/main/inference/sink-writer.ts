/**
 * Hands text to a sink in batches, in order, one call at a time: every 250 ms or 64 tokens, whichever comes first. A failing
 * sink does not stop the model: its `onEnd` gets the whole text and decides.
 */
import type { GenerationSink, Outcome } from './generation-hub.ts';

const FLUSH_MS = 250;
const FLUSH_TOKENS = 64;

export interface SinkWriter {
  add(text: string, tokens: number): void;
  /** Waits for the batches on their way, then calls `onEnd`, whose outcome holds the text that was still waiting. @throws what `onEnd` throws */
  end(outcome: Outcome): Promise<void>;
}

export function createSinkWriter(sink: GenerationSink, onError: (error: unknown) => void): SinkWriter {
  let waiting = '';
  let tokens = 0;
  let timer: NodeJS.Timeout | undefined;
  let chain = Promise.resolve();

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const text = waiting;
    waiting = '';
    tokens = 0;
    if (text !== '') chain = chain.then(() => sink.onText(text)).catch(onError);
  };

  return {
    add: (text, count) => {
      waiting += text;
      tokens += count;
      if (tokens >= FLUSH_TOKENS) flush();
      else timer ??= setTimeout(flush, FLUSH_MS);
    },
    end: async (outcome) => {
      clearTimeout(timer);
      await chain;
      await sink.onEnd(outcome);
    },
  };
}
