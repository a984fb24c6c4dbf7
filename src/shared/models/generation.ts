/** What one run of the model is, what it reports while it runs, and what it measured. Main owns each by id. */
import * as z from 'zod';
import { errorDataSchema, errorCodeSchema } from '../errors/error-codes.ts';
import { generationIdSchema, messageIdSchema, threadIdSchema } from './ids.ts';

/** `length`: the token limit; `context`: the context window is full; `stopped`: the user; `stop-text`: a stop sequence. */
export const stopReasonSchema = z.enum(['end', 'length', 'context', 'stop-text', 'stopped']);
export type StopReason = z.infer<typeof stopReasonSchema>;

export const generationStatsSchema = z.object({
  /** Prompt tokens the model really evaluated for this run. */
  tokensRead: z.int(),
  /** Prompt tokens taken from the KV cache. */
  tokensReused: z.int(),
  tokensWritten: z.int(),
  /** Writing speed, without the reading of the prompt; 0 while unknown. */
  tokensPerSecond: z.number(),
  /** Milliseconds from the request reaching the engine to the first text. */
  firstTokenMs: z.number().nullable(),
  durationMs: z.number(),
  /** Tokens in the window when the run ended, and the window's size. */
  contextTokens: z.int(),
  contextSize: z.int(),
  /** The seed in force, also when it was drawn. */
  seed: z.int(),
  modelName: z.string(),
  /** Mean of ln P(token | all before) over the answer, from the model's raw logits at temperature 1; null when nobody asked. */
  meanLogProb: z.number().nullable().default(null),
  /** exp(−meanLogProb): between how many equally likely tokens the model chose on average. */
  perplexity: z.number().nullable().default(null),
});
export type GenerationStats = z.infer<typeof generationStatsSchema>;

/** queued: behind others; loading: the model is being loaded; reading: prompt evaluation; writing: text appears. */
export const generationPhaseSchema = z.enum(['queued', 'loading', 'reading', 'writing']);
export type GenerationPhase = z.infer<typeof generationPhaseSchema>;

/**
 * `seq` rises by one per event. `offset` is where a delta's text starts, in UTF-16 units of the generation's whole
 * text, so a viewer can prove that nothing is missing or doubled.
 */
export const generationEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('phase'), seq: z.int(), phase: generationPhaseSchema, ahead: z.int() }),
  z.object({ type: z.literal('progress'), seq: z.int(), readTokens: z.int(), totalTokens: z.int() }),
  z.object({ type: z.literal('delta'), seq: z.int(), offset: z.int(), text: z.string(), tokens: z.int() }),
  z.object({ type: z.literal('done'), seq: z.int(), stopReason: stopReasonSchema, stats: generationStatsSchema }),
  z.object({ type: z.literal('failed'), seq: z.int(), code: errorCodeSchema, data: errorDataSchema }),
]);
export type GenerationEvent = z.infer<typeof generationEventSchema>;

export const generationPurposeSchema = z.enum(['chat', 'completion', 'quick-ask', 'writing', 'translation', 'title', 'summary']);
export type GenerationPurpose = z.infer<typeof generationPurposeSchema>;

/** A generation that is running now, for views that open late. */
export const liveGenerationSchema = z.object({
  id: generationIdSchema,
  purpose: generationPurposeSchema,
  threadId: threadIdSchema.nullable(),
  messageId: messageIdSchema.nullable(),
});
export type LiveGeneration = z.infer<typeof liveGenerationSchema>;
