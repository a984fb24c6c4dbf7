/**
 * Runs a request on the engine, once for every choice, one after the other. It owns no history: what clients ask is neither
 * stored nor logged. The caller's signal is the client: when it is gone, the model stops.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { effectiveParameters, outsideChats } from '#shared/models/parameters.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { Engine, GenerateRequest, Prompt } from '#main/inference/engine.ts';
import { ApiError } from './api-errors.ts';
import type { ChatRequest, CompletionRequest } from './api-requests.ts';
import { finishReasonOf, frame, usageOf, wholeAnswer } from './api-shapes.ts';
import type { AnswerHead, Choice, Shape } from './api-shapes.ts';

const SEEDS = 2 ** 32;
/** OpenAI's own default for plain completion, which would otherwise run until the window is full. */
const COMPLETION_TOKENS = 16;

export interface AnswerJob {
  readonly engine: Pick<Engine, 'generate'>;
  readonly shape: Shape;
  readonly head: AnswerHead;
  /** One for every choice. */
  readonly requests: readonly GenerateRequest[];
  readonly isUsageWanted: boolean;
  readonly signal: AbortSignal;
}

function requestsOf(input: ChatRequest | CompletionRequest, prompt: Prompt, defaults: ParameterOverrides, maxTokens: number | null) {
  const stop = typeof input.stop === 'string' ? [input.stop] : (input.stop ?? []);
  const {
    systemPrompt: _,
    overflow: _forChats,
    seed,
    ...values
  } = effectiveParameters({ settings: outsideChats(defaults), thread: { stop } }).values;
  const parameters = { ...values, temperature: input.temperature ?? values.temperature, topP: input.top_p ?? values.topP, maxTokens };
  const firstSeed = input.seed ?? seed ?? randomInt(SEEDS);
  return Array.from({ length: input.n ?? 1 }, (_unused, index): GenerateRequest => {
    return { slotKey: 'api', priority: 'api', prompt, parameters: { ...parameters, seed: (firstSeed + index) % SEEDS } };
  });
}

/** The whole conversation is what the client sends; an assistant's turn at its end is gone on from. `defaults`: the user's. */
export function chatRequests(input: ChatRequest, defaults: ParameterOverrides): GenerateRequest[] {
  const turns = input.messages.map(({ role, content }) => ({
    role,
    text: typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
  }));
  const last = turns.at(-1);
  const prompt: Prompt =
    last?.role === 'assistant'
      ? { kind: 'chat', history: turns.slice(0, -1), answerPrefix: last.text }
      : { kind: 'chat', history: turns, answerPrefix: '' };
  return requestsOf(input, prompt, defaults, input.max_completion_tokens ?? input.max_tokens ?? defaults.maxTokens ?? null);
}

export function completionRequests(input: CompletionRequest, defaults: ParameterOverrides): GenerateRequest[] {
  return requestsOf(input, { kind: 'completion', text: input.prompt }, defaults, input.max_tokens ?? COMPLETION_TOKENS);
}

export function answerHead(shape: Shape, model: string): AnswerHead {
  return { id: `${shape.idPrefix}${randomUUID().replaceAll('-', '')}`, created: Math.floor(Date.now() / 1_000), model };
}

/** Yields the text as it comes; the first piece, which may be empty, says that the engine has accepted the request. */
async function* writeChoice({ engine, signal }: AnswerJob, request: GenerateRequest): AsyncGenerator<string, Choice> {
  let text = '';
  let totalTokens: number | null = null;
  for await (const event of engine.generate(request, signal)) {
    if (event.type === 'phase' && (event.phase === 'reading' || event.phase === 'writing')) yield '';
    // The first total: a run that made way for another one reads its own text again.
    if (event.type === 'progress') totalTokens ??= event.totalTokens;
    if (event.type === 'delta') {
      text += event.text;
      yield event.text;
    }
    if (event.type === 'done') {
      if (event.stopReason === 'stopped' && !signal.aborted) {
        throw new ApiError(503, 'model_changed', 'The model was changed or unloaded while it answered. Ask again.');
      }
      const { tokensRead, tokensReused, tokensWritten } = event.stats;
      const promptTokens = totalTokens ?? tokensRead + tokensReused;
      return { text, finishReason: finishReasonOf(event.stopReason), promptTokens, writtenTokens: tokensWritten };
    }
  }
  throw new Error('A generation ended without an end event.');
}

/** Resolves with the body of the whole answer. @throws AppError of the engine, ApiError */
export async function answerWhole(job: AnswerJob): Promise<object> {
  const choices: Choice[] = [];
  for (const request of job.requests) {
    const pieces = writeChoice(job, request);
    let next = await pieces.next();
    while (next.done !== true) next = await pieces.next();
    choices.push(next.value);
    if (job.signal.aborted) break;
  }
  return wholeAnswer(job.shape, job.head, choices);
}

/** Yields server-sent events; the first one as soon as the engine has accepted the request, so that a refusal has a status. */
export async function* answerStream(job: AnswerJob): AsyncGenerator<string, void> {
  const { shape, head, requests, isUsageWanted, signal } = job;
  const chunk = (choices: readonly object[], usage: object | null): string =>
    frame({ ...head, object: shape.chunkObject, choices, ...(isUsageWanted ? { usage } : {}) });
  const part = (index: number, content: object, finishReason: string | null): string =>
    chunk([{ index, ...content, logprobs: null, finish_reason: finishReason }], null);

  const choices: Choice[] = [];
  for (const [index, request] of requests.entries()) {
    const pieces = writeChoice(job, request);
    let isOpen = false;
    let next = await pieces.next();
    while (next.done !== true) {
      if (!isOpen) yield part(index, shape.opening, null);
      isOpen = true;
      if (next.value !== '') yield part(index, shape.part(next.value), null);
      next = await pieces.next();
    }
    if (signal.aborted) return;
    if (!isOpen) yield part(index, shape.opening, null);
    yield part(index, shape.closing, next.value.finishReason);
    choices.push(next.value);
  }
  if (isUsageWanted) yield chunk([], usageOf(choices));
  yield frame('[DONE]');
}
