/** The context window of the scripted engine: cut by the rules of the real one, with made-up tokens. */
import { AppError } from '#shared/errors/app-error.ts';
import type { ChatTurn, GenerateRequest } from './engine.ts';
import type { WindowCut } from './history-window.ts';
import { fitHistory } from './history-window.ts';
import { planPrompt } from './plan-prompt.ts';
import type { PlanRequest, PromptPlan } from './prompt-plan.ts';
import { countScriptedTokens } from './scripted-generation.ts';

export interface ScriptedWindow {
  plan(request: PlanRequest): PromptPlan;
  /** Remembers what a request leaves out, as the real engine does when it is asked. */
  note(request: GenerateRequest): void;
}

const RESERVE_SHARE = 8;

const countAll = (turns: readonly ChatTurn[]): number => turns.reduce((sum, { text }) => sum + countScriptedTokens(text), 0);

export function createScriptedWindow(contextSize: number): ScriptedWindow {
  const cuts = new Map<string, WindowCut>();
  const optionsFor = (history: readonly ChatTurn[], slotKey: string, answerPrefix = '') => ({
    history,
    contextSize,
    reserve: Math.floor(contextSize / RESERVE_SHARE),
    cut: cuts.get(slotKey),
    render: (turns: readonly ChatTurn[]) => ({
      tokens: Array.from({ length: countAll(turns) + countScriptedTokens(answerPrefix) }, () => 0),
    }),
    countTokens: countScriptedTokens,
  });
  return {
    plan: ({ history, slotKey, answerPrefix }) =>
      planPrompt({
        ...optionsFor(history, slotKey, answerPrefix),
        share: ({ tokens }, texts) => ({ total: tokens.length, shares: texts.map(countScriptedTokens) }),
      }),
    note({ prompt, slotKey }) {
      if (prompt.kind !== 'chat') return;
      try {
        const { cut } = fitHistory(optionsFor(prompt.history, slotKey, prompt.answerPrefix));
        if (cut === undefined) cuts.delete(slotKey);
        else cuts.set(slotKey, cut);
      } catch (error) {
        // A script answers whatever is asked.
        if (!(error instanceof AppError)) throw error;
      }
    },
  };
}
