/** Says what a request would hold without asking the model, by the same fitting as the request itself. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ChatTurn } from './engine.ts';
import type { Rendered, WindowOptions } from './history-window.ts';
import { estimateTokens, fitHistory, isFarTooLong } from './history-window.ts';
import type { PromptPlan } from './prompt-plan.ts';

export interface PlanOptions<P extends Rendered> extends WindowOptions<P> {
  /** The tokens of the whole prompt as the model would get them, and those of each text in it. */
  readonly share: (rendered: P, texts: readonly string[]) => { readonly total: number; readonly shares: readonly number[] };
}

/** Beyond this many windows of text the left-out turns are estimated: counting a whole library would take seconds. */
const COUNTED_WINDOWS = 4;

/** Counts the texts of the newest turns and estimates the rest. */
function countTurns(
  turns: readonly ChatTurn[],
  { contextSize, countTokens }: Pick<WindowOptions, 'contextSize' | 'countTokens'>,
): readonly number[] {
  let left = contextSize * COUNTED_WINDOWS;
  return turns
    .toReversed()
    .map(({ text }) => {
      const tokens = left <= 0 || isFarTooLong(text, contextSize) ? estimateTokens(text) : countTokens(text);
      left -= tokens;
      return tokens;
    })
    .toReversed();
}

/** @throws AppError MODEL_TEMPLATE_BROKEN */
export function planPrompt<P extends Rendered>(options: PlanOptions<P>): PromptPlan {
  const { history, contextSize, reserve, share } = options;
  try {
    const { rendered, isIn, newlyOut } = fitHistory(options);
    const inView = history.filter((_turn, index) => isIn[index] === true);
    const { total, shares } = share(
      rendered,
      inView.map(({ text }) => text),
    );
    const leftOut = history.filter((_turn, index) => isIn[index] !== true);
    const [inTokens, outTokens] = [shares.values(), countTurns(leftOut, options).values()];
    const turns = isIn.map((isTurnIn) => ({ tokens: (isTurnIn ? inTokens : outTokens).next().value ?? 0, isIn: isTurnIn }));
    return { contextSize, reserve, total, turns, newlyOut, problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'PROMPT_TOO_LONG' && error.code !== 'CONTEXT_KEPT_TOO_LONG')) throw error;
    const staysIn = ({ role, isKept }: ChatTurn, index: number): boolean =>
      index === history.length - 1 || role === 'system' || isKept === true;
    const counts = countTurns(history, options);
    const turns = history.map((turn, index) => ({ tokens: counts[index] ?? 0, isIn: staysIn(turn, index) }));
    const total = turns.reduce((sum, { tokens, isIn }) => (isIn ? sum + tokens : sum), 0);
    return {
      contextSize,
      reserve,
      total,
      turns,
      newlyOut: turns.filter(({ isIn }) => !isIn).length,
      problem: { code: error.code, data: error.data },
    };
  }
}
