/** Arithmetic and words of the token view. */
import type { ScoredToken, TokenAlternative } from '#shared/models/token.ts';

/** Probabilities below which a token is shaded one step darker. */
const STEPS = [0.5, 0.1, 0.01, 0.001] as const;

/** 0: expected; 4: hardly thought of. */
export const shadeOf = ({ logProb }: Pick<TokenAlternative, 'logProb'>): number =>
  STEPS.filter((limit) => Math.exp(logProb) < limit).length;

/** A token where white space and half characters can be seen too. */
export function visibleToken(text: string): string {
  if (text === '') return '▯';
  return text.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replace(/^ | $/gu, '␣');
}

const percents = new Map<string, Intl.NumberFormat>();

/** One formatter per language: making one takes longer than drawing the token it is for. */
function percentIn(language: string): Intl.NumberFormat {
  const format = percents.get(language) ?? new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: 2 });
  percents.set(language, format);
  return format;
}

export const percentOf = (logProb: number, language: string): string => percentIn(language).format(Math.exp(logProb));

export interface TokenSum {
  readonly count: number;
  /** ln P of all of them, in a row. */
  readonly logProb: number;
  /** Between how many equally likely tokens the model chose on average. */
  readonly perplexity: number;
}

export function sumOf(tokens: readonly Pick<ScoredToken, 'logProb'>[]): TokenSum {
  const logProb = tokens.reduce((sum, token) => sum + token.logProb, 0);
  return { count: tokens.length, logProb, perplexity: tokens.length === 0 ? 1 : Math.exp(-logProb / tokens.length) };
}

/** False for half a character, which nobody can read. */
export const canBranchWith = ({ text }: TokenAlternative): boolean => text !== '' && !text.includes('\uFFFD');

/** What an answer begins with that has `instead` at this place; null where nothing can branch. */
export function branchAt(
  tokens: readonly ScoredToken[],
  index: number,
  instead: TokenAlternative,
): { readonly text: string; readonly tokenIds: readonly number[] } | null {
  if (!canBranchWith(instead)) return null;
  const before = tokens.slice(0, index);
  return {
    text: before.map(({ text }) => text).join('') + instead.text,
    tokenIds: [...before.map(({ tokenId }) => tokenId), instead.tokenId],
  };
}

/** The ten likeliest and, behind them, the one that the answer has. */
export const choicesAt = ({ top, text, tokenId, logProb }: ScoredToken): TokenAlternative[] =>
  top.some((choice) => choice.tokenId === tokenId) ? [...top] : [...top, { text, tokenId, logProb }];
