/**
 * One request on its way through the queue and, when it is preempted or the engine dies early, through several attempts.
 * Its consumer sees a single stream: no text twice, totals over all attempts.
 */
import type { StopReason, GenerationStats } from '#shared/models/generation.ts';
import type { EngineEvent, GenerateRequest, Priority } from './engine.ts';
import type { EventStream } from './event-stream.ts';
import { createEventStream } from './event-stream.ts';
import type { Wish } from './wish.ts';

export interface GenerationRun {
  readonly priority: Priority;
  readonly stream: EventStream<EngineEvent>;
  /** Whether somebody wants the likelihoods while it is written. */
  readonly wantsTokens: Wish | undefined;
  readonly hasText: boolean;
  readonly hasEnded: boolean;
  /** The engine died under it before any text and it was asked again. */
  isRetry: boolean;
  /** What the engine is asked now: the request, going on from the text so far. */
  nextRequest(): GenerateRequest;
  /** Forwards an event of the engine; `done` only when the attempt was the last one. */
  forward(event: EngineEvent): void;
  /** Keeps the counts of an attempt that was preempted. */
  absorb(stats: GenerationStats): void;
  /** True when nothing is left to write. */
  readonly isExhausted: boolean;
  finish(stopReason: StopReason): void;
  fail(error: unknown): void;
}

const NO_STATS = (request: GenerateRequest): GenerationStats => ({
  tokensRead: 0,
  tokensReused: 0,
  tokensWritten: 0,
  tokensPerSecond: 0,
  firstTokenMs: null,
  durationMs: 0,
  contextTokens: 0,
  contextSize: 0,
  seed: request.parameters.seed,
  modelName: '',
  meanLogProb: null,
  perplexity: null,
});

const writingMs = ({ tokensWritten, tokensPerSecond }: GenerationStats): number =>
  tokensPerSecond > 0 ? (tokensWritten * 1_000) / tokensPerSecond : 0;

/** Totals of two attempts at one answer: work adds up, the first attempt's cache hit is what the user gained. */
export function mergeStats(before: GenerationStats, after: GenerationStats): GenerationStats {
  const tokensWritten = before.tokensWritten + after.tokensWritten;
  const totalWritingMs = writingMs(before) + writingMs(after);
  const laterFirstToken = after.firstTokenMs === null ? null : before.durationMs + after.firstTokenMs;
  return {
    ...after,
    tokensRead: before.tokensRead + after.tokensRead,
    tokensReused: before.tokensReused,
    tokensWritten,
    tokensPerSecond: totalWritingMs > 0 ? (tokensWritten * 1_000) / totalWritingMs : 0,
    firstTokenMs: before.firstTokenMs ?? laterFirstToken,
    durationMs: before.durationMs + after.durationMs,
  };
}

export function createGenerationRun(request: GenerateRequest, wantsTokens?: Wish): GenerationRun {
  const stream = createEventStream<EngineEvent>();
  let text = '';
  let attemptTokens = 0;
  let stats: GenerationStats | undefined;
  let hasEnded = false;

  const written = (): number => stats?.tokensWritten ?? 0;
  const isExhausted = (): boolean => {
    const { maxTokens } = request.parameters;
    return maxTokens !== null && maxTokens > 0 && written() >= maxTokens;
  };
  const end = (event: Extract<EngineEvent, { type: 'done' }>): void => {
    hasEnded = true;
    stream.push(event);
    stream.end();
  };

  return {
    priority: request.priority,
    stream,
    wantsTokens,
    isRetry: false,
    get hasText() {
      return text !== '';
    },
    get hasEnded() {
      return hasEnded;
    },
    get isExhausted() {
      return isExhausted();
    },
    nextRequest() {
      attemptTokens = 0;
      const { prompt, parameters } = request;
      const maxTokens =
        parameters.maxTokens === null ? null : Math.max(Math.min(1, parameters.maxTokens), parameters.maxTokens - written());
      return {
        ...request,
        parameters: { ...parameters, maxTokens },
        prompt: { ...prompt, answerPrefix: (prompt.answerPrefix ?? '') + text },
      };
    },
    forward(event) {
      if (hasEnded) return;
      if (event.type === 'delta') {
        text += event.text;
        attemptTokens += event.tokens;
      }
      if (event.type === 'done') end({ ...event, stats: stats === undefined ? event.stats : mergeStats(stats, event.stats) });
      else stream.push(event);
    },
    absorb(next) {
      stats = stats === undefined ? next : mergeStats(stats, next);
    },
    finish(stopReason) {
      if (hasEnded) return;
      // Without the engine's last word the tokens that came through are what is known.
      const known = stats ?? NO_STATS(request);
      end({ type: 'done', stopReason, stats: { ...known, tokensWritten: known.tokensWritten + attemptTokens } });
    },
    fail(error) {
      if (hasEnded) return;
      hasEnded = true;
      stream.fail(error);
    },
  };
}
