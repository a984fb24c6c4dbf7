/** One answer of the scripted engine: phases, progress, text at a steady rate, and the triggers of its transport. */
import type { GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { EngineEvent, EngineFailure, GenerateRequest } from './engine.ts';
import { lastText, toPieces } from './scripted-answers.ts';
import { scriptedToken } from './scripted-likelihood.ts';

const SLOW_TOKENS_PER_SECOND = 4;
const FAST_TOKENS_PER_SECOND = 1_000;
const BURST_TOKENS_PER_SECOND = 8_000;
const TICK_MS = 25;
const CRASH_AFTER_TOKENS = 12;
const CONTEXT_SIZE = 4_096;
const TOKEN_CHARACTERS = 4;

export interface ScriptedRun {
  cancel(): void;
  watchTokens(isWanted: boolean): void;
}

export interface ScriptedRunOptions {
  readonly request: GenerateRequest;
  readonly answer: string;
  readonly tokensPerSecond: number;
  readonly modelName: string;
  readonly emit: (event: EngineEvent) => void;
  readonly fail: (failure: EngineFailure) => void;
  readonly crash: () => void;
}

export const countScriptedTokens = (text: string): number => Math.ceil(text.length / TOKEN_CHARACTERS);

const promptText = ({ prompt }: GenerateRequest): string =>
  [...(prompt.kind === 'completion' ? [prompt.text] : prompt.history.map(({ text }) => text)), prompt.answerPrefix ?? ''].join('\n');

/** An answer that was begun goes on where it stopped, when it is the same answer. */
const restOf = (answer: string, { prompt }: GenerateRequest): string => {
  const begun = prompt.answerPrefix ?? '';
  return answer.startsWith(begun) ? answer.slice(begun.length) : answer;
};

export function startScriptedRun({ request, answer, tokensPerSecond, modelName, emit, fail, crash }: ScriptedRunOptions): ScriptedRun {
  const text = lastText(request);
  const { parameters } = request;
  const pieces = toPieces(restOf(answer, request));
  const limit = Math.min(pieces.length, parameters.maxTokens ?? pieces.length);
  const paces: readonly (readonly [string, number])[] = [
    ['[[slow]]', SLOW_TOKENS_PER_SECOND],
    ['[[fast]]', FAST_TOKENS_PER_SECOND],
    ['[[burst]]', BURST_TOKENS_PER_SECOND],
  ];
  const rate = paces.find(([trigger]) => text.includes(trigger))?.[1] ?? tokensPerSecond;
  const promptTokens = countScriptedTokens(promptText(request));
  const started = performance.now();
  let written = 0;
  let isWatched = false;
  let reported = 0;
  let firstTokenMs: number | null = null;
  let startedWriting = started;

  const begun = toPieces(request.prompt.answerPrefix ?? '');
  /** As the engine does while somebody watches: what is written and was not reported yet. */
  const report = (): void => {
    const tokens = [...begun, ...pieces.slice(0, written)].map(scriptedToken).slice(reported);
    if (!isWatched || tokens.length === 0) return;
    emit({ type: 'tokens', from: reported, tokens });
    reported += tokens.length;
  };

  const likelihood = (stopReason: StopReason): Pick<GenerationStats, 'meanLogProb' | 'perplexity'> => {
    const tokens = [...begun, ...pieces.slice(0, written)].map(scriptedToken);
    const isAsked = (request.tokenDetail ?? 'none') !== 'none' && stopReason !== 'stopped';
    if (!isAsked || tokens.length === 0) return { meanLogProb: null, perplexity: null };
    if (request.tokenDetail === 'top10') emit({ type: 'tokens', from: 0, tokens });
    const mean = tokens.reduce((sum, { logProb }) => sum + logProb, 0) / tokens.length;
    return { meanLogProb: mean, perplexity: Math.exp(-mean) };
  };

  const finish = (stopReason: StopReason): void => {
    clearInterval(timer);
    const durationMs = performance.now() - started;
    emit({
      type: 'done',
      stopReason,
      stats: {
        tokensRead: promptTokens,
        tokensReused: 0,
        tokensWritten: written,
        tokensPerSecond: written === 0 ? 0 : rate,
        firstTokenMs,
        durationMs,
        contextTokens: Math.min(CONTEXT_SIZE, promptTokens + written),
        contextSize: CONTEXT_SIZE,
        seed: parameters.seed,
        modelName,
        ...likelihood(stopReason),
      },
    });
  };

  const tick = (): void => {
    if (firstTokenMs === null) {
      firstTokenMs = performance.now() - started;
      startedWriting = performance.now();
      emit({ type: 'progress', readTokens: promptTokens, totalTokens: promptTokens });
      emit({ type: 'phase', phase: 'writing', ahead: 0 });
    }
    const due = Math.min(limit, 1 + Math.floor(((performance.now() - startedWriting) * rate) / 1_000));
    if (due > written) {
      emit({ type: 'delta', text: pieces.slice(written, due).join(''), tokens: due - written });
      written = due;
      report();
    }
    if (text.includes('[[crash]]') && written >= Math.min(limit, CRASH_AFTER_TOKENS)) {
      clearInterval(timer);
      crash();
    } else if (written >= limit) finish(limit < pieces.length ? 'length' : 'end');
  };

  emit({ type: 'phase', phase: 'reading', ahead: 0 });
  const timer = setInterval(tick, TICK_MS);
  if (text.includes('[[error]]')) {
    clearInterval(timer);
    setImmediate(() => fail({ code: 'INTERNAL', data: {}, detail: 'scripted error' }));
  }
  return {
    cancel: () => finish('stopped'),
    watchTokens(isWanted) {
      isWatched = isWanted;
      report();
    },
  };
}
