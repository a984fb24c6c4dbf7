/**
 * Makes a history fit the context window: the system turn, the kept turns and the last turn stay, the oldest of the others go
 * until at most 60 % of the window is used. The cut is remembered per conversation, because cutting anew every turn would
 * re-read everything.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { ChatTurn } from './engine.ts';

const TARGET_SHARE = 0.6;
const TOKENS_PER_TURN = 8;
/** No vocabulary has tokens so long on average: a text beyond this many characters a token cannot fit, whatever it says. */
const MOST_CHARACTERS_A_TOKEN = 64;
const USUAL_CHARACTERS_A_TOKEN = 4;

/** Up to which turn all but the kept ones are left out, and the text of the first one behind, which proves that it is the same conversation. */
export interface WindowCut {
  readonly dropped: number;
  readonly firstKept: string;
}

/** What a template made of some turns, beginning with its tokens. */
export interface Rendered {
  readonly tokens: readonly unknown[];
}

export interface WindowOptions<P extends Rendered = Rendered> {
  readonly history: readonly ChatTurn[];
  readonly contextSize: number;
  /** Room the answer needs. */
  readonly reserve: number;
  readonly cut: WindowCut | undefined;
  readonly render: (history: readonly ChatTurn[]) => P;
  readonly countTokens: (text: string) => number;
}

export interface FittedPrompt<P extends Rendered> {
  readonly rendered: P;
  readonly cut: WindowCut | undefined;
  /** How many turns are left out that were in at the cut that was remembered, and have no summary. */
  readonly newlyOut: number;
  /** One entry a turn of the history, the system turn included: whether the model sees it. */
  readonly isIn: readonly boolean[];
}

/** How many tokens a text is, near enough to know that it cannot fit. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / USUAL_CHARACTERS_A_TOKEN);

/** Whether a text cannot fit, which is known without reading it: ten million characters would block the engine for many seconds. */
export const isFarTooLong = (text: string, limit: number): boolean => text.length > limit * MOST_CHARACTERS_A_TOKEN;

/** @throws AppError PROMPT_TOO_LONG with an estimate of its tokens */
export function refuseFarTooLong(text: string, limit: number): void {
  if (isFarTooLong(text, limit)) throw new AppError('PROMPT_TOO_LONG', { tokens: estimateTokens(text), limit });
}

/** Turns of one role that meet become one: many templates refuse two in a row. */
export function joinTurns(turns: readonly ChatTurn[]): ChatTurn[] {
  const joined: ChatTurn[] = [];
  for (const { role, text } of turns) {
    const last = joined.at(-1);
    if (last?.role === role) joined[joined.length - 1] = { role, text: `${last.text}\n\n${text}` };
    else joined.push({ role, text });
  }
  return joined;
}

/** A kept answer holds on to its question: without it no template would take it, and nobody would understand it. */
const staysIn = (turns: readonly ChatTurn[], index: number): boolean => {
  const [turn, next] = [turns[index], turns[index + 1]];
  return turn?.isKept === true || (turn?.role === 'user' && next?.role === 'assistant' && next.isKept === true);
};

/**
 * @throws AppError PROMPT_TOO_LONG when the system turn and the last turn alone do not fit; CONTEXT_KEPT_TOO_LONG when they do, but
 * not together with the kept turns.
 */
export function fitHistory<P extends Rendered>({
  history,
  contextSize,
  reserve,
  cut,
  render,
  countTokens,
}: WindowOptions<P>): FittedPrompt<P> {
  const system = history[0]?.role === 'system' ? history.slice(0, 1) : [];
  const turns = history.slice(system.length);
  const limit = contextSize - reserve;
  refuseFarTooLong(turns.at(-1)?.text ?? '', limit);
  const lastStart = Math.max(0, turns.length - 1);
  const stays = turns.map((_turn, index) => staysIn(turns, index));
  const isInFrom = (dropped: number) => (_turn: ChatTurn, index: number) => index >= dropped || stays[index] === true;
  const withoutFirst = (dropped: number): P => render(joinTurns([...system, ...turns.filter(isInFrom(dropped))]));

  const sizeOf = (text: string): number => (text.length > contextSize * 16 ? text.length : countTokens(text)) + TOKENS_PER_TURN;
  const keptSize = turns.reduce((sum, { text }, index) => (stays[index] === true ? sum + sizeOf(text) : sum), 0);
  /** The earliest turn from `from` on whose rest fits. Counts backwards: a thread may be a thousand times the window. */
  const earliestFitting = (budget: number, from: number): number => {
    let left = budget - keptSize;
    let start = turns.length;
    while (start > from) {
      if (stays[start - 1] !== true) left -= sizeOf(turns[start - 1]?.text ?? '');
      if (left < 0) break;
      start -= 1;
    }
    return start;
  };
  const toUserTurn = (start: number): number => {
    let at = start;
    while (at < lastStart && turns[at]?.role !== 'user') at += 1;
    return at;
  };

  const isSameCut = cut !== undefined && cut.dropped <= lastStart && turns[cut.dropped]?.text === cut.firstKept;
  const summarised = Math.min(lastStart, turns.findLastIndex(({ isSummarised }) => isSummarised === true) + 1);
  const known = Math.max(isSameCut ? cut.dropped : 0, summarised);
  const leftOut = (dropped: number): number => stays.slice(0, dropped).filter((isStaying) => !isStaying).length;
  const fitted = (dropped: number, rendered: P): FittedPrompt<P> => ({
    rendered,
    cut: dropped === 0 ? undefined : { dropped, firstKept: turns[dropped]?.text ?? '' },
    newlyOut: leftOut(dropped) - leftOut(known),
    isIn: [...system.map(() => true), ...turns.map(isInFrom(dropped))],
  });
  if (earliestFitting(limit, known) === known) {
    const whole = withoutFirst(known);
    if (whole.tokens.length <= limit) return fitted(known, whole);
  }

  const target = Math.floor(contextSize * TARGET_SHARE);
  const overhead = system.reduce((sum, { text }) => sum + sizeOf(text), 0);
  let dropped = toUserTurn(Math.min(lastStart, earliestFitting(target - overhead, known)));
  for (;;) {
    const shorter = withoutFirst(dropped);
    if (shorter.tokens.length <= target || (dropped >= lastStart && shorter.tokens.length <= limit)) return fitted(dropped, shorter);
    if (dropped >= lastStart) {
      const bare = joinTurns([...system, ...turns.slice(lastStart)]);
      const isKeptTooLong = stays.some((isStaying, index) => isStaying && index < lastStart) && render(bare).tokens.length <= limit;
      throw new AppError(isKeptTooLong ? 'CONTEXT_KEPT_TOO_LONG' : 'PROMPT_TOO_LONG', { tokens: shorter.tokens.length, limit });
    }
    dropped = toUserTurn(dropped + 1);
  }
}
