/**
 * A byte-level vocabulary of under 300 tokens in GPT-2's way: each byte is a printable character, a few merges make common
 * words one token, three control tokens end texts and turns. A WordPiece vocabulary for the BERT-type model beside it.
 */
import type { GgufWriteValue } from './gguf-writer.ts';

const CONTROL_TOKENS = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const;
const NORMAL = 1;
const CONTROL = 3;
const MERGES: readonly string[] = ['t h', 'th e', 'i n', 'e r', 'a n', 'Ġ t', 'Ġ a', 'Ġt he', 'an d', 'u s', 'us er', 'Ċ Ċ'];

/** GPT-2's `bytes_to_unicode`: printable Latin-1 stays, every other byte moves above U+0100. */
function byteCharacters(): readonly string[] {
  const isPrintable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    if (isPrintable(byte)) return String.fromCodePoint(byte);
    next += 1;
    return String.fromCodePoint(next - 1);
  });
}

export interface TinyVocabulary {
  readonly size: number;
  readonly values: ReadonlyMap<string, GgufWriteValue>;
  /** Tokens a random model may write: readable ASCII, no control token. */
  readonly writable: readonly boolean[];
}

/** Index of the end-of-text token, which is also the begin-of-text token, as in GPT-2. */
export const END_OF_TEXT = 0;

/** `eos` names the token that ends an answer. */
export function byteLevelVocabulary(eos: (typeof CONTROL_TOKENS)[number]): TinyVocabulary {
  const bytes = byteCharacters();
  const merged = MERGES.map((merge) => merge.replace(' ', ''));
  const tokens = [...CONTROL_TOKENS, ...bytes, ...merged];
  const types = tokens.map((_, index) => (index < CONTROL_TOKENS.length ? CONTROL : NORMAL));
  const writable = tokens.map((token, index) => types[index] === NORMAL && /^[ĠĊ\x21-\x7e]+$/u.test(token));
  return {
    size: tokens.length,
    writable,
    values: new Map<string, GgufWriteValue>([
      ['tokenizer.ggml.model', { type: 'string', value: 'gpt2' }],
      ['tokenizer.ggml.pre', { type: 'string', value: 'gpt-2' }],
      ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
      ['tokenizer.ggml.token_type', { type: 'i32s', value: types }],
      ['tokenizer.ggml.merges', { type: 'strings', value: MERGES }],
      ['tokenizer.ggml.bos_token_id', { type: 'u32', value: END_OF_TEXT }],
      ['tokenizer.ggml.eos_token_id', { type: 'u32', value: CONTROL_TOKENS.indexOf(eos) }],
      ['tokenizer.ggml.add_bos_token', { type: 'bool', value: 0 }],
    ]),
  };
}

export function wordPieceVocabulary(): TinyVocabulary {
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
  const tokens = [...special, ...letters.map((letter) => `▁${letter}`), ...letters, '▁the', '▁hello'];
  return {
    size: tokens.length,
    writable: tokens.map(() => false),
    values: new Map<string, GgufWriteValue>([
      ['tokenizer.ggml.model', { type: 'string', value: 'bert' }],
      ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
      ['tokenizer.ggml.token_type', { type: 'i32s', value: tokens.map((_, index) => (index < special.length ? CONTROL : NORMAL)) }],
      ['tokenizer.ggml.padding_token_id', { type: 'u32', value: 0 }],
      ['tokenizer.ggml.unknown_token_id', { type: 'u32', value: 1 }],
      ['tokenizer.ggml.cls_token_id', { type: 'u32', value: 2 }],
      ['tokenizer.ggml.seperator_token_id', { type: 'u32', value: 3 }],
      ['tokenizer.ggml.mask_token_id', { type: 'u32', value: 4 }],
    ]),
  };
}
