/** Where an answer that goes on begins, and the exact tokens it begins with. */
import type { LlamaModel, Token } from 'node-llama-cpp';
import { createTokenTextDecoder } from './text-decoder.ts';
import { alignTokens, commonPrefixLength } from './token-alignment.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `begun` are the tokens of the answer as they were asked for; undefined where its text alone says it. */
export interface AnswerStart {
  /** The prompt without any answer. */
  readonly base: readonly Token[];
  readonly begun: readonly Token[] | undefined;
}

export interface PlacedAnswer {
  readonly tokens: readonly Token[];
  /** Index of the answer's first token. */
  readonly answerStart: number;
}

/**
 * The answer's tokens when `ids` spell the beginning of `text`, and the rest of the text behind them. Undefined when they do not: ids come
 * over the wire and may belong to another model.
 */
export function exactAnswer(ids: readonly number[], text: string, model: LlamaModel, vocabulary: Vocabulary): readonly Token[] | undefined {
  const all = [...model.iterateAllTokens()];
  const tokens = ids.flatMap((id) => all[id] ?? []);
  if (tokens.length !== ids.length || tokens.some((token) => vocabulary.isControl(token))) return undefined;
  const decoder = createTokenTextDecoder(vocabulary);
  const spelled = tokens.map((token) => decoder.push(token)).join('');
  if (!text.startsWith(spelled)) return undefined;
  const rest = text.slice(spelled.length);
  return rest === '' ? tokens : [...tokens, ...vocabulary.encode(rest)];
}

/** `prompt` in the tokens the sequence knows, as far as they read the same; the exact tokens of an answer stay what they are. */
export function placeAnswer(
  prompt: readonly Token[],
  start: AnswerStart | undefined,
  known: readonly Token[],
  vocabulary: Vocabulary,
): PlacedAnswer {
  const whole = alignTokens(prompt, known, vocabulary);
  if (start === undefined) return { tokens: whole, answerStart: whole.length };
  const base = alignTokens(start.base, known, vocabulary);
  if (start.begun === undefined) return { tokens: whole, answerStart: commonPrefixLength(base, whole) };
  return { tokens: [...base, ...start.begun], answerStart: base.length };
}
