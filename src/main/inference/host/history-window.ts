/**
 * Makes a history fit the context window: the system turn and the last turn stay, the oldest go until at most 60 % of
 * the window is used. The cut is remembered per conversation, because cutting anew every turn would re-read everything.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { ChatTurn } from '../engine.ts';
import type { RenderedPrompt } from './chat-format.ts';

const TARGET_SHARE = 0.6;
const TOKENS_PER_TURN = 8;
/** No vocabulary has tokens so long on average: a text beyond this many characters a token cannot fit, whatever it says. */
const MOST_CHARACTERS_A_TOKEN = 64;
const USUAL_CHARACTERS_A_TOKEN = 4;

/** Turns left out so far, and the text of the first one kept, which proves that it is the same conversation. */
export interface WindowCut {
  readonly dropped: number;
  readonly firstKept: string;
}

export interface WindowOptions {
  readonly history: readonly ChatTurn[];
  readonly contextSize: number;
  /** Room the answer needs. */
  readonly reserve: number;
  readonly cut: WindowCut | undefined;
  readonly render: (history: readonly ChatTurn[]) => RenderedPrompt;
  readonly countTokens: (text: string) => number;
}

export interface FittedPrompt extends RenderedPrompt {
  readonly cut: WindowCut | undefined;
}

/**
 * Refuses a text that is far too long without reading it: ten million characters would block the engine for many seconds.
 * @throws AppError PROMPT_TOO_LONG with an estimate of its tokens
 */
export function refuseFarTooLong(text: string, limit: number): void {
  if (text.length <= limit * MOST_CHARACTERS_A_TOKEN) return;
  throw new AppError('PROMPT_TOO_LONG', { tokens: Math.ceil(text.length / USUAL_CHARACTERS_A_TOKEN), limit });
}

/** @throws AppError PROMPT_TOO_LONG when the system turn and the last turn alone do not fit. */
export function fitHistory({ history, contextSize, reserve, cut, render, countTokens }: WindowOptions): FittedPrompt {
  const system = history[0]?.role === 'system' ? history.slice(0, 1) : [];
  const turns = history.slice(system.length);
  const limit = contextSize - reserve;
  refuseFarTooLong(turns.at(-1)?.text ?? '', limit);
  const lastStart = Math.max(0, turns.length - 1);
  const withoutFirst = (dropped: number): RenderedPrompt => render([...system, ...turns.slice(dropped)]);
  const cutAt = (dropped: number): WindowCut | undefined =>
    dropped === 0 ? undefined : { dropped, firstKept: turns[dropped]?.text ?? '' };

  const sizeOf = (text: string): number => (text.length > contextSize * 16 ? text.length : countTokens(text)) + TOKENS_PER_TURN;
  /** The earliest turn from `from` on whose rest fits. Counts backwards: a thread may be a thousand times the window. */
  const earliestFitting = (budget: number, from: number): number => {
    let left = budget;
    let start = turns.length;
    while (start > from) {
      left -= sizeOf(turns[start - 1]?.text ?? '');
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
  let dropped = isSameCut ? cut.dropped : 0;
  if (earliestFitting(limit, dropped) === dropped) {
    const whole = withoutFirst(dropped);
    if (whole.tokens.length <= limit) return { ...whole, cut: cutAt(dropped) };
  }

  const target = Math.floor(contextSize * TARGET_SHARE);
  const overhead = system.reduce((sum, { text }) => sum + sizeOf(text), 0);
  dropped = toUserTurn(Math.min(lastStart, earliestFitting(target - overhead, dropped)));
  for (;;) {
    const shorter = withoutFirst(dropped);
    if (shorter.tokens.length <= target || (dropped >= lastStart && shorter.tokens.length <= limit)) {
      return { ...shorter, cut: cutAt(dropped) };
    }
    if (dropped >= lastStart) throw new AppError('PROMPT_TOO_LONG', { tokens: shorter.tokens.length, limit });
    dropped = toUserTurn(dropped + 1);
  }
}
