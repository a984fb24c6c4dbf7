/** The tokens one request asks the model to read, and what ends its answer. */
import type { Token } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { ChatTurn, GenerateRequest, Prompt } from '../engine.ts';
import type { AnswerStart } from './answer-start.ts';
import { exactAnswer } from './answer-start.ts';
import { planPrompt } from '../plan-prompt.ts';
import type { PlanRequest, PromptPlan } from '../prompt-plan.ts';
import type { RenderedPrompt } from './chat-format.ts';
import { fitHistory, refuseFarTooLong } from '../history-window.ts';
import type { WindowCut } from '../history-window.ts';
import type { WritingModel } from './model-loader.ts';
import { tokenShares } from './token-shares.ts';

const MIN_ROOM = 16;
const USUAL_ROOM = 512;
const KEPT_CUTS = 256;

/** Room for the answer: what was asked for, but at most a quarter of the window. */
const reserveFor = (contextSize: number, maxTokens: number | null): number =>
  Math.max(Math.min(MIN_ROOM, Math.floor(contextSize / 4)), Math.min(maxTokens ?? USUAL_ROOM, Math.floor(contextSize / 4)));

export interface BuiltPrompt extends RenderedPrompt {
  readonly start: AnswerStart | undefined;
}

export interface PromptBuilder {
  /** @throws AppError PROMPT_TOO_LONG, MODEL_TEMPLATE_BROKEN */
  build(request: GenerateRequest): BuiltPrompt;
  /** What `build` would make of it now, without remembering anything. @throws AppError MODEL_TEMPLATE_BROKEN */
  plan(request: PlanRequest, align: (prompt: readonly Token[]) => readonly Token[]): PromptPlan;
  /** The tokens of a prompt that is known to fit, without a memory of conversations. @throws AppError like `build` */
  render(prompt: Prompt): readonly Token[];
}

/** Only then it matters where the prompt ends and the answer begins; asking costs a second rendering. */
const mustTellStart = ({ prompt }: GenerateRequest): boolean => (prompt.answerPrefix ?? '') !== '';

export function createPromptBuilder({ model, format, vocabulary }: WritingModel, contextSize: number): PromptBuilder {
  const cuts = new Map<string, WindowCut>();
  const countTokens = (text: string): number => vocabulary.encode(text).length;

  const remember = (key: string, cut: WindowCut | undefined): void => {
    cuts.delete(key);
    if (cut !== undefined) cuts.set(key, cut);
    const [oldest] = cuts.keys();
    if (cuts.size > KEPT_CUTS && oldest !== undefined) cuts.delete(oldest);
  };

  const complete = (text: string, begun: readonly Token[] = []): RenderedPrompt => {
    const { bos, eos, shouldPrependBosToken } = model.tokens;
    const limit = contextSize - Math.min(MIN_ROOM, Math.floor(contextSize / 4));
    refuseFarTooLong(text, limit);
    const tokens: Token[] = model.tokenize(text, false);
    if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
    // Nothing to go on from: the end of the text before is where a new text begins.
    const start = bos ?? eos;
    if (tokens.length === 0 && start !== null) tokens.push(start);
    tokens.push(...begun);
    if (tokens.length > limit) throw new AppError('PROMPT_TOO_LONG', { tokens: tokens.length, limit });
    return { tokens, stopTokens: new Set(), stopTexts: [] };
  };

  const buildCompletion = (request: GenerateRequest, text: string, begun: readonly Token[] | undefined): BuiltPrompt => {
    const prefix = request.prompt.answerPrefix ?? '';
    const rendered = begun === undefined ? complete(text + prefix) : complete(text, begun);
    const base =
      begun === undefined ? (mustTellStart(request) ? complete(text).tokens : undefined) : rendered.tokens.slice(0, -begun.length);
    return { ...rendered, start: base && { base, begun } };
  };

  const beginOf = ({ answerPrefix = '', answerTokens = [] }: Pick<Prompt, 'answerPrefix' | 'answerTokens'>): readonly Token[] | undefined =>
    answerTokens.length === 0 ? undefined : exactAnswer(answerTokens, answerPrefix, model, vocabulary);

  const renderChat = (turns: readonly ChatTurn[], prefix: string, begun: readonly Token[] | undefined): RenderedPrompt => {
    if (begun === undefined) return format.render(turns, prefix);
    const empty = format.render(turns, '');
    return { ...empty, tokens: [...empty.tokens, ...begun] };
  };

  const buildChat = (request: GenerateRequest, history: readonly ChatTurn[], begun: readonly Token[] | undefined): BuiltPrompt => {
    const prefix = request.prompt.answerPrefix ?? '';
    let inWindow = history;
    const { cut, rendered } = fitHistory({
      history,
      contextSize,
      reserve: reserveFor(contextSize, request.parameters.maxTokens),
      cut: cuts.get(request.slotKey),
      render(fitting) {
        inWindow = fitting;
        return renderChat(fitting, prefix, begun);
      },
      countTokens,
    });
    remember(request.slotKey, cut);
    if (begun !== undefined) return { ...rendered, start: { base: rendered.tokens.slice(0, -begun.length), begun } };
    return { ...rendered, start: mustTellStart(request) ? { base: format.render(inWindow, '').tokens, begun } : undefined };
  };

  return {
    build(request) {
      const { prompt } = request;
      const begun = beginOf(prompt);
      return prompt.kind === 'completion' ? buildCompletion(request, prompt.text, begun) : buildChat(request, prompt.history, begun);
    },
    plan({ history, slotKey, maxTokens, ...answer }, align) {
      const begun = beginOf(answer);
      return planPrompt({
        history,
        contextSize,
        reserve: reserveFor(contextSize, maxTokens),
        cut: cuts.get(slotKey),
        render: (fitting) => renderChat(fitting, answer.answerPrefix ?? '', begun),
        countTokens,
        share({ tokens }, texts) {
          const exact = align(tokens);
          return { total: exact.length, shares: tokenShares(exact, texts, vocabulary) };
        },
      });
    },
    render(prompt) {
      if (prompt.kind === 'completion') return complete(prompt.text + (prompt.answerPrefix ?? '')).tokens;
      return format.render(prompt.history, prompt.answerPrefix).tokens;
    },
  };
}
