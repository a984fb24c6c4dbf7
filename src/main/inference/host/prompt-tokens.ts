/** The tokens one request asks the model to read, and what ends its answer. */
import type { Token } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerateRequest } from '../engine.ts';
import type { RenderedPrompt } from './chat-format.ts';
import { fitHistory, refuseFarTooLong } from './history-window.ts';
import type { WindowCut } from './history-window.ts';
import type { WritingModel } from './model-loader.ts';

const MIN_ROOM = 16;
const USUAL_ROOM = 512;
const KEPT_CUTS = 256;

/** Room for the answer: what was asked for, but at most a quarter of the window. */
const reserveFor = (contextSize: number, maxTokens: number | null): number =>
  Math.max(Math.min(MIN_ROOM, Math.floor(contextSize / 4)), Math.min(maxTokens ?? USUAL_ROOM, Math.floor(contextSize / 4)));

export interface PromptBuilder {
  /** @throws AppError PROMPT_TOO_LONG, MODEL_TEMPLATE_BROKEN */
  build(request: GenerateRequest): RenderedPrompt;
}

export function createPromptBuilder({ model, format, vocabulary }: WritingModel, contextSize: number): PromptBuilder {
  const cuts = new Map<string, WindowCut>();

  const remember = (key: string, cut: WindowCut | undefined): void => {
    cuts.delete(key);
    if (cut !== undefined) cuts.set(key, cut);
    const [oldest] = cuts.keys();
    if (cuts.size > KEPT_CUTS && oldest !== undefined) cuts.delete(oldest);
  };

  const complete = (text: string): RenderedPrompt => {
    const { bos, eos, shouldPrependBosToken } = model.tokens;
    const limit = contextSize - Math.min(MIN_ROOM, Math.floor(contextSize / 4));
    refuseFarTooLong(text, limit);
    const tokens: Token[] = model.tokenize(text, false);
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
    // Nothing to go on from: the end of the text before is where a new text begins.
    const start = bos ?? eos;
    if (tokens.length === 0 && start !== null) tokens.push(start);
    if (tokens.length > limit) throw new AppError('PROMPT_TOO_LONG', { tokens: tokens.length, limit });
    return { tokens, stopTokens: new Set(), stopTexts: [] };
  };

  return {
    build({ prompt, slotKey, parameters }) {
      if (prompt.kind === 'completion') return complete(prompt.text);
      const { cut, ...rendered } = fitHistory({
        history: prompt.history,
        contextSize,
        reserve: reserveFor(contextSize, parameters.maxTokens),
        cut: cuts.get(slotKey),
        render: (history) => format.render(history, prompt.answerPrefix),
        countTokens: (text) => vocabulary.encode(text).length,
      });
      remember(slotKey, cut);
      return rendered;
    },
  };
}
