/** Text and tokens of one model, with the answers that are asked thousands of times remembered. */
import type { LlamaModel, Token } from 'node-llama-cpp';

export interface Vocabulary {
  /** Control tokens end turns and structure prompts; user text never produces one. */
  isControl(token: Token): boolean;
  /** Tokens of plain text in the middle of a prompt. */
  encode(text: string): Token[];
  /** Text of `tokens`; `before` are the tokens in front of them, for spacing. Half a character reads as U+FFFD. */
  decode(tokens: readonly Token[], before?: readonly Token[]): string;
}

export function createVocabulary(model: LlamaModel): Vocabulary {
  const control = new Map<Token, boolean>();
  return {
    isControl(token) {
      const known = control.get(token);
      if (known !== undefined) return known;
      const isSpecial = model.isSpecialToken(token);
      control.set(token, isSpecial);
      return isSpecial;
    },
    encode: (text) => model.tokenize(text, false, 'trimLeadingSpace'),
    decode: (tokens, before) => model.detokenize(tokens, false, before),
  };
}
