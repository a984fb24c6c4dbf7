/**
 * Checks what arrives over a process border. The engine process reads hostile files, so main believes nothing it says
 * that does not have the agreed shape.
 */
import * as z from 'zod';
import { errorCodeSchema, errorDataSchema } from '#shared/errors/error-codes.ts';
import { generationPhaseSchema, generationStatsSchema, stopReasonSchema } from '#shared/models/generation.ts';
import { loadedModelSchema, modelKindSchema } from '#shared/models/model.ts';
import { parametersSchema } from '#shared/models/parameters.ts';
import type { EngineEvent, EngineFailure, GenerateRequest, GgufSummary, LoadedReport, Opening, Prompt } from './engine.ts';
import { tokenReportSchema } from '#shared/models/token.ts';
import { PRIORITIES, TOKEN_DETAILS } from './engine.ts';
import type { FromEngine, ToEngine } from './engine-transport.ts';
import { ENGINE_STAGES } from './engine-transport.ts';
import { chatTurnSchema, planRequestSchema, promptPlanSchema } from './prompt-plan.ts';

const id = z.int();

const answerTokens = z.array(z.int().min(0)).optional();
const promptSchema: z.ZodType<Prompt> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chat'),
    history: z.array(chatTurnSchema),
    answerPrefix: z.string(),
    answerTokens,
  }),
  z.object({ kind: z.literal('completion'), text: z.string(), answerPrefix: z.string().optional(), answerTokens }),
]);

const openingSchema: z.ZodType<Opening> = z.object({ samples: z.tuple([promptSchema, promptSchema]) });

const generateRequestSchema: z.ZodType<GenerateRequest> = z.object({
  slotKey: z.string(),
  priority: z.enum(PRIORITIES),
  prompt: promptSchema,
  parameters: parametersSchema
    .omit({ systemPrompt: true, seed: true, overflow: true })
    .extend({ seed: z.int(), maxTokens: z.int().min(0).max(1_000_000).nullable() }),
  tokenDetail: z.enum(TOKEN_DETAILS).optional(),
});

const toEngineSchema: z.ZodType<ToEngine> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping'), id }),
  z.object({ type: z.literal('inspect'), id, path: z.string() }),
  z.object({
    type: z.literal('load'),
    id,
    request: z.object({
      name: z.string(),
      path: z.string(),
      useGpu: z.boolean(),
      contextSize: z.int().positive(),
      threads: z.int().positive().nullable(),
    }),
  }),
  z.object({ type: z.literal('generate'), id, request: generateRequestSchema }),
  z.object({ type: z.literal('keep-openings'), id, openings: z.array(openingSchema) }),
  z.object({ type: z.literal('tokenize'), id, text: z.string() }),
  z.object({ type: z.literal('plan'), id, request: planRequestSchema }),
  z.object({ type: z.literal('watch-tokens'), id, isWanted: z.boolean() }),
  z.object({ type: z.literal('cancel'), id }),
  z.object({ type: z.literal('shutdown'), id }),
]);

const summarySchema: z.ZodType<GgufSummary> = z.object({
  name: z.string(),
  architecture: z.string(),
  kind: modelKindSchema,
  parameterCount: z.int().nullable(),
  quantisation: z.string().nullable(),
  trainedContext: z.int(),
  sizeBytes: z.int(),
  licence: z.string().nullable(),
  languages: z.array(z.string()),
});

const reportSchema: z.ZodType<LoadedReport> = loadedModelSchema.omit({ modelId: true, name: true });

const eventSchema: z.ZodType<EngineEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('phase'), phase: generationPhaseSchema, ahead: z.int() }),
  z.object({ type: z.literal('progress'), readTokens: z.int(), totalTokens: z.int() }),
  z.object({ type: z.literal('delta'), text: z.string(), tokens: z.int() }),
  tokenReportSchema.unwrap().extend({ type: z.literal('tokens') }),
  z.object({ type: z.literal('done'), stopReason: stopReasonSchema, stats: generationStatsSchema }),
]);

const failureSchema: z.ZodType<EngineFailure> = z.object({ code: errorCodeSchema, data: errorDataSchema, detail: z.string() });

const fromEngineSchema: z.ZodType<FromEngine> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), pid: z.int() }),
  z.object({ type: z.literal('pong'), id }),
  z.object({ type: z.literal('inspected'), id, summary: summarySchema }),
  z.object({ type: z.literal('stage'), id, stage: z.enum(ENGINE_STAGES) }),
  z.object({ type: z.literal('load-progress'), id, fraction: z.number() }),
  z.object({ type: z.literal('loaded'), id, report: reportSchema }),
  z.object({ type: z.literal('event'), id, event: eventSchema }),
  z.object({ type: z.literal('tokenized'), id, count: z.int() }),
  z.object({ type: z.literal('planned'), id, plan: promptPlanSchema }),
  z.object({ type: z.literal('failed'), id, failure: failureSchema }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warn', 'error']), message: z.string() }),
  z.object({ type: z.literal('goodbye'), id }),
]);

/** Undefined for anything that is not an agreed message. */
export function parseToEngine(raw: unknown): ToEngine | undefined {
  return toEngineSchema.safeParse(raw).data;
}

/** Undefined for anything that is not an agreed message. */
export function parseFromEngine(raw: unknown): FromEngine | undefined {
  return fromEngineSchema.safeParse(raw).data;
}
