/**
 * Runs one request on the loaded model: read what is new in chunks, then write token by token. Our own loop over
 * `sequence.evaluate` instead of `LlamaChat.generateResponse`: it keeps the exact tokens, can stop between any two of
 * them, and serves chat and completion alike. The chat wrapper still renders the prompt and names the stop tokens.
 */
import type { Token } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationStats, StopReason } from '#shared/models/generation.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { EngineEvent, GenerateRequest } from '../engine.ts';
import type { EngineStage } from '../engine-transport.ts';
import { createDeltaBatcher } from './delta-batcher.ts';
import { createLiveTokens } from './live-tokens.ts';
import type { LoadedModel, WritingModel } from './model-loader.ts';
import type { Openings } from './openings.ts';
import { readTokens } from './prompt-reading.ts';
import type { PromptBuilder } from './prompt-tokens.ts';
import { PENALTY_TOKENS, samplingOptions } from './sampling.ts';
import { createStopDetector } from './stop-detector.ts';
import { createTokenTextDecoder } from './text-decoder.ts';
import { meanLogProb, scoreAnswer } from './token-scores.ts';

export interface GenerationContext {
  readonly loaded: LoadedModel;
  readonly writing: WritingModel;
  readonly prompts: PromptBuilder;
  readonly openings: Pick<Openings, 'restore'>;
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
  readonly onStage: (stage: EngineStage) => Promise<void>;
  /** Whether a viewer wants the likelihoods while the answer is written. */
  readonly isWatched: () => boolean;
}

/** Ends with a `done` event, also when it was stopped. @throws AppError PROMPT_TOO_LONG, MODEL_TEMPLATE_BROKEN, JSON_SCHEMA_UNUSABLE */
export async function runGeneration(context: GenerationContext, request: GenerateRequest): Promise<void> {
  const { loaded, writing, prompts, openings, signal, emit, onStage, isWatched } = context;
  const { model, slots, vocabulary, governor, jsonAnswers } = writing;
  const { prompt, parameters, tokenDetail = 'none' } = request;
  const started = performance.now();

  const prefix = prompt.answerPrefix ?? '';
  const prefixTokens = prefix === '' ? [] : vocabulary.encode(prefix);
  const grammar = parameters.jsonSchema === null ? undefined : await jsonAnswers.start(parameters.jsonSchema, prefixTokens);

  await onStage('template');
  const built = prompts.build(request);
  await onStage('evaluating');
  const { slot, tokens, answerStart } = slots.choose({
    key: request.slotKey,
    isChat: request.priority === 'chat',
    prompt: built.tokens,
    start: built.start,
  });
  const { sequence } = slot;
  const contextSize = loaded.report.contextSize;
  // Exact tokens can be a few more than the rendered ones.
  if (tokens.length >= contextSize) throw new AppError('PROMPT_TOO_LONG', { tokens: tokens.length, limit: contextSize - 1 });
  const last = tokens.at(-1);
  invariant(last !== undefined, 'a prompt has at least one token');

  const meter = sequence.tokenMeter.getState();
  const written: Token[] = [];
  const generated: Token[] = [];
  let firstTokenAt: number | null = null;
  let isPromptRead = false;

  const measure = (): GenerationStats => {
    const now = performance.now();
    const { usedInputTokens } = sequence.tokenMeter.diff(meter);
    const tokensRead = usedInputTokens + (isPromptRead ? 1 : 0);
    const writingMs = firstTokenAt === null ? 0 : now - firstTokenAt;
    return {
      tokensRead,
      tokensReused: isPromptRead ? tokens.length - tokensRead : reusedTokens,
      tokensWritten: written.length,
      tokensPerSecond: written.length > 1 && writingMs > 0 ? ((written.length - 1) * 1_000) / writingMs : 0,
      firstTokenMs: firstTokenAt === null ? null : firstTokenAt - started,
      durationMs: now - started,
      contextTokens: isPromptRead ? tokens.length + generated.length : sequence.nextTokenIndex,
      contextSize,
      seed: parameters.seed,
      modelName: loaded.name,
      meanLogProb: null,
      perplexity: null,
    };
  };

  emit({ type: 'phase', phase: 'reading', ahead: 0 });
  await openings.restore(slot, tokens);
  const maxTokens = Math.min(parameters.maxTokens ?? contextSize, contextSize - tokens.length);
  // Scoring reads the answer itself, from the token before it on.
  const toRead = tokens.slice(0, maxTokens === 0 && tokenDetail !== 'none' ? answerStart - 1 : -1);
  await sequence.adaptStateToTokens([...toRead], false);
  const reusedTokens = sequence.nextTokenIndex;
  slot.known = tokens.slice(0, reusedTokens);
  const onProgress = (count: number): void => {
    slot.known = tokens.slice(0, count);
    emit({ type: 'progress', readTokens: count, totalTokens: tokens.length });
  };
  const isRead = await readTokens({ sequence, tokens: toRead, signal, governor, onProgress });
  if (!isRead) {
    emit({ type: 'done', stopReason: 'stopped', stats: measure() });
    return;
  }

  const beforeAnswer = prompt.kind === 'chat' ? [] : tokens.slice(0, answerStart);
  const decoder = createTokenTextDecoder(vocabulary, prompt.kind === 'chat' ? prefixTokens : tokens);
  // The exact tokens of an answer may end in half a character, which the first new one completes.
  if (built.start?.begun !== undefined) for (const token of tokens.slice(answerStart)) decoder.push(token);
  let text = prefix;
  const stops = createStopDetector([...parameters.stop, ...built.stopTexts]);
  const batcher = createDeltaBatcher((more, count) => {
    text += more;
    emit({ type: 'delta', text: more, tokens: count });
  });
  const room = contextSize - tokens.length;
  const recent = (): Token[] => [...prefixTokens, ...written].slice(-PENALTY_TOKENS).filter((token) => token !== model.tokens.nl);

  const live = createLiveTokens({
    tokens,
    from: answerStart,
    before: beforeAnswer,
    vocabulary,
    governor,
    signal,
    isWanted: isWatched,
    borrowSlot: () => slots.borrow(slot),
    onScored: (from, part) => emit({ type: 'tokens', from, tokens: part }),
  });

  const write = async (): Promise<StopReason> => {
    let stepAt = performance.now();
    for await (const token of sequence.evaluate([last], samplingOptions(parameters, recent, grammar))) {
      isPromptRead = true;
      const now = performance.now();
      governor.note('writing', 1, now - stepAt);
      stepAt = now;
      generated.push(token);
      if (model.isEogToken(token) || built.stopTokens.has(token)) return 'end';
      if (signal.aborted) return 'stopped';
      written.push(token);
      if (firstTokenAt === null) {
        firstTokenAt = performance.now();
        emit({ type: 'phase', phase: 'writing', ahead: 0 });
      }
      const { text: more, isStopped } = stops.push(decoder.push(token));
      batcher.add(more, 1);
      if (isStopped) return 'stop-text';
      await live.step(written);
      stepAt = performance.now();
      if (written.length >= maxTokens) return parameters.maxTokens !== null && parameters.maxTokens <= room ? 'length' : 'context';
    }
    return 'end';
  };

  /** A run that was stopped is wanted off the engine, not scored. */
  const score = async (): Promise<Pick<GenerationStats, 'meanLogProb' | 'perplexity'>> => {
    const answer = [...tokens, ...written];
    if (tokenDetail === 'none' || signal.aborted || answer.length === answerStart) return { meanLogProb: null, perplexity: null };
    const hasTop = tokenDetail === 'top10';
    const scored = await scoreAnswer({
      sequence,
      tokens: answer,
      from: answerStart,
      hasTop,
      text,
      before: beforeAnswer,
      vocabulary,
      governor,
      signal,
      onScored: (from, part) => hasTop && emit({ type: 'tokens', from, tokens: part }),
    });
    const mean = scored === undefined ? null : meanLogProb(scored);
    return { meanLogProb: mean, perplexity: mean === null ? null : Math.exp(-mean) };
  };

  const finish = async (reason: StopReason): Promise<void> => {
    const stats = measure();
    const likelihood = reason === 'stopped' ? {} : await score();
    emit({ type: 'done', stopReason: signal.aborted && maxTokens === 0 ? 'stopped' : reason, stats: { ...stats, ...likelihood } });
  };

  try {
    const reason = maxTokens === 0 ? 'length' : await write();
    // A stop mid-way may have cut a stop text in two: what is held back is not shown, so that Continue can still find it.
    if (reason !== 'stopped') batcher.add(stops.flush(), 0);
    batcher.flush();
    slot.known = [...tokens, ...generated];
    await finish(reason);
  } catch (error) {
    batcher.flush();
    slot.known = [...tokens, ...generated];
    throw error;
  }
}
