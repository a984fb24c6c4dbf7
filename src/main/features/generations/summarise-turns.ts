/** Has the model in use summarise turns that a chat has no room for, a part of a window at a time, each part on top of the summary so far. */
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import { generationIdSchema } from '#shared/models/ids.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import type { ChatTurn, GenerateRequest } from '#main/inference/engine.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import { cleanSummary, summaryPrompt } from '#main/inference/prompts/summary-prompt.ts';

export interface TurnToSummarise {
  readonly turn: ChatTurn;
  readonly tokens: number;
}

export interface Summarising {
  readonly hub: Pick<GenerationHub, 'start' | 'cancel' | 'outcome'>;
  readonly threadId: ThreadId;
  readonly contextSize: number;
  /** What the new summary goes on from; empty when there is none. */
  readonly earlier: string;
  readonly turns: readonly TurnToSummarise[];
  readonly signal: AbortSignal;
  onStarted(): void;
}

/** Longer than this many parts takes minutes; then the oldest turns stay unread. */
const MOST_PARTS = 6;
const PART_SHARE = 0.5;
const SUMMARY_SHARE = 0.125;
const LONGEST_SUMMARY = 400;
const PROMPT_TOKENS = 120;

const { systemPrompt: _unused, ...SHIPPED_SAMPLING } = SHIPPED_PARAMETERS;

/** The newest turns, in parts that fit beside the prompt; a turn that does not fit into one is cut. */
export function partsOf(turns: readonly TurnToSummarise[], budget: number): ChatTurn[][] {
  const parts: ChatTurn[][] = [];
  let room = 0;
  for (const { turn, tokens } of turns.toReversed()) {
    const part = parts[0];
    if (part === undefined || tokens > room) {
      if (parts.length === MOST_PARTS) break;
      const shown = tokens <= budget ? turn.text : turn.text.slice(0, Math.floor((turn.text.length * budget) / tokens));
      parts.unshift([{ role: turn.role, text: shown }]);
      room = budget - Math.min(budget, tokens);
    } else {
      part.unshift({ role: turn.role, text: turn.text });
      room -= tokens;
    }
  }
  return parts;
}

/** How many of the turns, the newest ones, `summariseTurns` reads. */
export const countRead = (turns: readonly TurnToSummarise[], contextSize: number): number =>
  partsOf(turns, budgetFor(contextSize)).reduce((sum, part) => sum + part.length, 0);

const budgetFor = (contextSize: number): number => Math.max(32, Math.floor(contextSize * PART_SHARE) - PROMPT_TOKENS);

/** @throws AppError CANCELLED, or why the model could not do it */
export async function summariseTurns(options: Summarising): Promise<string> {
  const { hub, threadId, contextSize, earlier, turns, signal, onStarted } = options;
  const maxTokens = Math.max(48, Math.min(LONGEST_SUMMARY, Math.floor(contextSize * SUMMARY_SHARE)));
  const parameters: GenerateRequest['parameters'] = { ...SHIPPED_SAMPLING, temperature: 0.2, maxTokens, seed: 1 };

  const ask = async (before: string, part: readonly ChatTurn[]): Promise<string> => {
    if (signal.aborted) throw new AppError('CANCELLED');
    const id = generationIdSchema.parse(randomUUID());
    hub.start({
      id,
      purpose: 'summary',
      threadId,
      messageId: null,
      initialText: '',
      request: { slotKey: 'summary', priority: 'quick-ask', prompt: summaryPrompt(before, part), parameters },
      sink: { onText: () => Promise.resolve(), onEnd: () => Promise.resolve() },
    });
    onStarted();
    const onAbort = (): void => void hub.cancel(id);
    signal.addEventListener('abort', onAbort, { once: true });
    const outcome = await hub.outcome(id);
    signal.removeEventListener('abort', onAbort);
    if (outcome.type === 'failed') throw outcome.error;
    if (outcome.stopReason === 'stopped') throw new AppError('CANCELLED');
    return cleanSummary(outcome.text);
  };

  let [summary, hasWritten] = [earlier, false];
  for (const part of partsOf(turns, budgetFor(contextSize))) {
    const written = await ask(summary, part);
    if (written === '') continue;
    // Of more of the same the model may well say the same.
    [summary, hasWritten] = [written, true];
  }
  if (!hasWritten) throw new AppError('INTERNAL', {}, { cause: new Error('the model wrote no summary') });
  return summary;
}
