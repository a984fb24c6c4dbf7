/**
 * Runs one request on the loaded model: read what is new in chunks, then write token by token. Our own loop over
 * `sequence.evaluate` instead of `LlamaChat.generateResponse`: it keeps the exact tokens, can stop between any two of
 * them, and serves chat and completion alike. The chat wrapper still renders the prompt and names the stop tokens.
 */
import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { StopReason } from '#shared/models/generation.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { EngineEvent, GenerateRequest } from '../engine.ts';
import type { EngineStage } from '../engine-transport.ts';
import { createDeltaBatcher } from './delta-batcher.ts';
import type { LoadedModel, WritingModel } from './model-loader.ts';
import type { PromptBuilder } from './prompt-tokens.ts';
import { createStopDetector } from './stop-detector.ts';
import { createTokenTextDecoder } from './text-decoder.ts';
import type { ThreadGovernor } from './thread-governor.ts';

const MAX_CHUNK_TOKENS = 64;
const MIN_CHUNK_TOKENS = 8;
/** A chunk cannot be interrupted, so one must not take longer than a stop may. */
const LONG_CHUNK_MS = 300;
const PENALTY_TOKENS = 64;

export interface GenerationContext {
  readonly loaded: LoadedModel;
  readonly writing: WritingModel;
  readonly prompts: PromptBuilder;
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
  readonly onStage: (stage: EngineStage) => Promise<void>;
}

type Parameters = GenerateRequest['parameters'];

/** Reads all but the last token; false when it was stopped in between. */
async function read(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
  signal: AbortSignal,
  governor: ThreadGovernor,
  onProgress: (readTokens: number) => void,
): Promise<boolean> {
  const end = tokens.length - 1;
  let chunk = MAX_CHUNK_TOKENS;
  while (sequence.nextTokenIndex < end) {
    if (signal.aborted) return false;
    const from = sequence.nextTokenIndex;
    const started = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(from, Math.min(from + chunk, end)));
    const elapsedMs = performance.now() - started;
    governor.note('reading', sequence.nextTokenIndex - from, elapsedMs);
    if (elapsedMs > LONG_CHUNK_MS) chunk = Math.max(MIN_CHUNK_TOKENS, chunk / 2);
    onProgress(sequence.nextTokenIndex);
  }
  return !signal.aborted;
}

const sampling = (parameters: Parameters, recent: () => Token[]): SequenceEvaluateOptions => ({
  temperature: parameters.temperature,
  topK: parameters.topK,
  topP: parameters.topP,
  minP: parameters.minP,
  seed: parameters.seed,
  yieldEogToken: true,
  ...(parameters.repeatPenalty === 1
    ? {}
    : { repeatPenalty: { punishTokens: recent, maxPunishTokens: PENALTY_TOKENS, penalty: parameters.repeatPenalty } }),
});

/** Ends with a `done` event, also when it was stopped. @throws AppError PROMPT_TOO_LONG, MODEL_TEMPLATE_BROKEN */
export async function runGeneration(context: GenerationContext, request: GenerateRequest): Promise<void> {
  const { loaded, writing, prompts, signal, emit, onStage } = context;
  const { model, slots, vocabulary, governor } = writing;
  const { prompt, parameters } = request;
  const started = performance.now();

  await onStage('template');
  const built = prompts.build(request);
  await onStage('evaluating');
  const { slot, tokens } = slots.choose(request.slotKey, built.tokens);
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

  const finish = (stopReason: StopReason): void => {
    const now = performance.now();
    const { usedInputTokens } = sequence.tokenMeter.diff(meter);
    const tokensRead = usedInputTokens + (isPromptRead ? 1 : 0);
    const writingMs = firstTokenAt === null ? 0 : now - firstTokenAt;
    emit({
      type: 'done',
      stopReason,
      stats: {
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
      },
    });
  };

  emit({ type: 'phase', phase: 'reading', ahead: 0 });
  await sequence.adaptStateToTokens(tokens.slice(0, -1), false);
  const reusedTokens = sequence.nextTokenIndex;
  slot.known = tokens.slice(0, reusedTokens);
  const isRead = await read(sequence, tokens, signal, governor, (readTokens) => {
    slot.known = tokens.slice(0, readTokens);
    emit({ type: 'progress', readTokens, totalTokens: tokens.length });
  });
  if (!isRead) {
    finish('stopped');
    return;
  }

  const prefix = prompt.kind === 'chat' ? prompt.answerPrefix : '';
  const prefixTokens = prefix === '' ? [] : vocabulary.encode(prefix.slice(-1_000));
  const decoder = createTokenTextDecoder(vocabulary, prompt.kind === 'chat' ? prefixTokens : tokens);
  const stops = createStopDetector([...parameters.stop, ...built.stopTexts]);
  const batcher = createDeltaBatcher((text, count) => emit({ type: 'delta', text, tokens: count }));
  const room = contextSize - tokens.length;
  const maxTokens = Math.min(parameters.maxTokens ?? room, room);
  const recent = (): Token[] => [...prefixTokens, ...written].slice(-PENALTY_TOKENS).filter((token) => token !== model.tokens.nl);

  const write = async (): Promise<StopReason> => {
    let stepAt = performance.now();
    for await (const token of sequence.evaluate([last], sampling(parameters, recent))) {
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
      const { text, isStopped } = stops.push(decoder.push(token));
      batcher.add(text, 1);
      if (isStopped) return 'stop-text';
      if (written.length >= maxTokens) return parameters.maxTokens !== null && parameters.maxTokens <= room ? 'length' : 'context';
    }
    return 'end';
  };

  try {
    const reason = await write();
    // A stop mid-way may have cut a stop text in two: what is held back is not shown, so that Continue can still find it.
    if (reason !== 'stopped') batcher.add(stops.flush(), 0);
    batcher.flush();
    finish(reason);
  } finally {
    batcher.flush();
    slot.known = [...tokens, ...generated];
  }
}
