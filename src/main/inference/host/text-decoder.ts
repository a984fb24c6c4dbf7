/** Streams tokens as text: half a character waits for its other half, but never for ever (weights may be garbage). */
import type { Token } from 'node-llama-cpp';
import type { Vocabulary } from './vocabulary.ts';

const MAX_WAITING = 6;
const CONTEXT_TOKENS = 8;
const BROKEN = '\uFFFD';

export interface TokenTextDecoder {
  push(token: Token): string;
}

/** `before` are the tokens of the answer so far (Continue), so that spacing is right. */
export function createTokenTextDecoder(vocabulary: Vocabulary, before: readonly Token[] = []): TokenTextDecoder {
  let waiting: Token[] = [];
  let recent = before.slice(-CONTEXT_TOKENS);
  return {
    push(token) {
      waiting.push(token);
      const text = vocabulary.decode(waiting, recent);
      if (text.endsWith(BROKEN) && waiting.length < MAX_WAITING) return '';
      recent = [...recent, ...waiting].slice(-CONTEXT_TOKENS);
      waiting = [];
      return text;
    },
  };
}
