/**
 * How likely the model itself finds an answer: ln P(y_t | y_<t) from the raw logits over the whole vocabulary, at temperature 1
 * and without penalties, whatever the answer was drawn with. The answer is read once more, in chunks, behind the prompt that
 * the sequence still holds; generation itself is not touched, so that it costs nothing when nobody asks.
 */
import type { ControlledEvaluateInputItem, LlamaContextSequence, Token } from 'node-llama-cpp';
import { invariant } from '#shared/utils/invariant.ts';
import type { ScoredToken, TokenAlternative } from '#shared/models/token.ts';
import { readTokens } from './prompt-reading.ts';
import { createTokenTextDecoder } from './text-decoder.ts';
import type { ThreadGovernor } from './thread-governor.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A chunk cannot be stopped, and each of its tokens is followed by a look at the whole vocabulary. */
const CHUNK_TOKENS = 32;
const TOP = 10;
const CONTEXT_TOKENS = 8;

const request = (token: Token, target: Token, hasTop: boolean): ControlledEvaluateInputItem => [
  token,
  {
    generateNext: {
      logits: { filter: { tokens: [target], includeSelected: true, ...(hasTop ? { includeTop: TOP } : {}) } },
      totalLogitWeight: true,
      // Greedy: what is selected has the highest logit, and nothing was cut off or reweighted.
      options: { temperature: 0 },
    },
  },
];

/** Mean of the log-probabilities; null for none. */
export function meanLogProb(tokens: readonly Pick<ScoredToken, 'logProb'>[]): number | null {
  return tokens.length === 0 ? null : tokens.reduce((sum, { logProb }) => sum + logProb, 0) / tokens.length;
}

/** Reads an answer a chunk at a time, in one sequence, and says how likely each of its tokens is. */
export interface Scorer {
  /** Tokens of prompt and answer that are scored or need not be. */
  readonly scoredEnd: number;
  /** Once, first: what the sequence holds besides the beginning of the prompt goes. */
  begin(tokens: readonly Token[]): Promise<void>;
  /** Reads at most `most` tokens of what stands before the answer. True once all of it is read. */
  readPrompt(tokens: readonly Token[], most: number): Promise<boolean>;
  /** The next tokens of the answer, at most a chunk of them; none when all there are were scored. */
  scoreMore(tokens: readonly Token[]): Promise<readonly ScoredToken[]>;
}

export interface ScorerOptions {
  readonly sequence: LlamaContextSequence;
  /** Where the answer begins; at least one token stands before it. */
  readonly from: number;
  /** True: with the likeliest alternatives of every token. */
  readonly hasTop: boolean;
  /** Characters of the answer as it is shown; tokens behind its end (a stop text) are left out. */
  readonly shownLength: number;
  /** What the answer's first token is written behind, for spacing. */
  readonly before: readonly Token[];
  readonly vocabulary: Vocabulary;
  readonly governor: ThreadGovernor;
  readonly signal: AbortSignal;
}

export function createScorer({ sequence, from, hasTop, shownLength, before, vocabulary, governor, signal }: ScorerOptions): Scorer {
  invariant(from > 0, 'an answer stands behind a prompt');
  const decoder = createTokenTextDecoder(vocabulary, before);
  /** The token before the answer is read with the answer: asked is how likely the next one is behind it. */
  const promptOf = (tokens: readonly Token[]): readonly Token[] => tokens.slice(0, from - 1);
  let length = 0;
  let scoredEnd = from;

  const score = (tokens: readonly Token[], at: number, logits: ReadonlyMap<Token, number>, totalWeight: number): ScoredToken[] => {
    const token = tokens[at];
    const logit = token === undefined ? undefined : logits.get(token);
    invariant(token !== undefined && logit !== undefined, 'the logit of every token was asked for');
    const ranked = [...logits].sort((a, b) => b[1] - a[1]);
    const logOfAll = (ranked[0]?.[1] ?? logit) + Math.log(totalWeight);
    const context = tokens.slice(Math.max(from, at - CONTEXT_TOKENS), at);
    const alternative = ([id, value]: readonly [Token, number]): TokenAlternative => ({
      text: vocabulary.decode([id], at === from ? before : context),
      tokenId: id,
      logProb: Math.min(0, value - logOfAll),
    });
    const piece = decoder.push(token);
    const isBehindEnd = length >= shownLength && piece !== '';
    const shown = piece.slice(0, shownLength - length);
    length += piece.length;
    if (isBehindEnd) return [];
    const top = hasTop ? ranked.slice(0, TOP).map(alternative) : [];
    return [{ ...alternative([token, logit]), text: shown, top }];
  };

  return {
    get scoredEnd() {
      return scoredEnd;
    },
    begin: (tokens) => sequence.adaptStateToTokens([...promptOf(tokens)], false),
    async readPrompt(tokens, most) {
      const prompt = promptOf(tokens);
      const part = prompt.slice(0, sequence.nextTokenIndex + most);
      const isRead = await readTokens({ sequence, tokens: part, signal, governor, onProgress: () => undefined });
      return isRead && part.length === prompt.length;
    },
    async scoreMore(tokens) {
      const start = scoredEnd - 1;
      const end = Math.min(start + CHUNK_TOKENS, tokens.length - 1);
      if (end <= start) return [];
      const input = tokens.slice(start, end).map((token, index) => request(token, tokens[start + index + 1] ?? token, hasTop));
      const results = await sequence.controlledEvaluate(input);
      scoredEnd = end + 1;
      return results.flatMap((result, index) => {
        const { logits, totalLogitWeight } = result?.next ?? {};
        invariant(logits !== undefined && totalLogitWeight !== undefined, 'logits were asked for');
        return score(tokens, start + index + 1, logits, totalLogitWeight);
      });
    },
  };
}

export interface Scoring extends Omit<ScorerOptions, 'shownLength'> {
  /** Prompt and answer. */
  readonly tokens: readonly Token[];
  /** The answer as it was shown. */
  readonly text: string;
  readonly onScored: (from: number, tokens: readonly ScoredToken[]) => void;
}

/** The answer's tokens in order; undefined when it was stopped. The sequence holds a beginning of `tokens` afterwards. */
export async function scoreAnswer({ tokens, text, onScored, ...options }: Scoring): Promise<readonly ScoredToken[] | undefined> {
  const scorer = createScorer({ ...options, shownLength: text.length });
  const scored: ScoredToken[] = [];
  await scorer.begin(tokens);
  if (!(await scorer.readPrompt(tokens, Infinity))) return undefined;
  while (scorer.scoredEnd < tokens.length) {
    if (options.signal.aborted) return undefined;
    const more = await scorer.scoreMore(tokens);
    onScored(scored.length, more);
    scored.push(...more);
  }
  return scored;
}
