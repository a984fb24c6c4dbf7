/** A GGUF file the user has, and the state of the engine that runs one of them. */
import * as z from 'zod';
import { errorCodeSchema, errorDataSchema } from '../errors/error-codes.ts';
import { modelIdSchema } from './ids.ts';
import { parameterOverridesSchema } from './parameters.ts';

/** chat: has a chat template; base: text completion only; embedding: cannot write text. */
export const modelKindSchema = z.enum(['chat', 'base', 'embedding']);
export type ModelKind = z.infer<typeof modelKindSchema>;

/** How far a task can be trusted to a model. `unknown`: a file we know nothing about. */
export const abilitySchema = z.enum(['good', 'weak', 'none', 'unknown']);
export type Ability = z.infer<typeof abilitySchema>;

export const modelSchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  fileName: z.string(),
  kind: modelKindSchema,
  architecture: z.string(),
  sizeBytes: z.int(),
  parameterCount: z.int().nullable(),
  quantisation: z.string().nullable(),
  trainedContext: z.int(),
  /** BCP 47 tags the model is known to handle; empty when unknown. */
  languages: z.array(z.string()),
  abilities: z.object({ writing: abilitySchema, translation: abilitySchema, code: abilitySchema }),
  licence: z.string().nullable(),
  /** Sampling that its makers recommend or that we measured to work; empty when unknown. */
  parameters: parameterOverridesSchema,
  /** starter: shipped or fetched by Inkstone; file: the user's own file, linked in place; upload: copied into the data folder. */
  origin: z.enum(['starter', 'file', 'upload']),
  isMissing: z.boolean(),
  isQuarantined: z.boolean(),
  lastUsedAt: z.int().nullable(),
});
export type Model = z.infer<typeof modelSchema>;

export const backendSchema = z.enum(['metal', 'cuda', 'vulkan', 'cpu']);
export type Backend = z.infer<typeof backendSchema>;

export const loadedModelSchema = z.object({
  modelId: modelIdSchema,
  name: z.string(),
  kind: modelKindSchema,
  backend: backendSchema,
  gpuNames: z.array(z.string()),
  gpuLayers: z.int(),
  threads: z.int(),
  /** Tokens one conversation can hold. */
  contextSize: z.int(),
  sequences: z.int(),
  memoryBytes: z.object({ ram: z.int(), vram: z.int() }),
  /** Measured right after loading; null when the measurement was skipped. */
  measuredTokensPerSecond: z.number().nullable(),
  loadMs: z.number(),
});
export type LoadedModel = z.infer<typeof loadedModelSchema>;

export const engineStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stopped') }),
  z.object({ state: z.literal('starting'), modelId: modelIdSchema, name: z.string() }),
  /** `fraction` runs 0…1. */
  z.object({ state: z.literal('loading'), modelId: modelIdSchema, name: z.string(), fraction: z.number() }),
  z.object({ state: z.literal('ready'), model: loadedModelSchema, isBusy: z.boolean(), queued: z.int() }),
  z.object({
    state: z.literal('failed'),
    modelId: modelIdSchema.nullable(),
    name: z.string(),
    code: errorCodeSchema,
    data: errorDataSchema,
    /** What the UI may offer next, in this order. */
    remedies: z.array(z.enum(['retry', 'retry-on-cpu', 'smaller-context', 'choose-another'])),
  }),
]);
export type EngineState = z.infer<typeof engineStateSchema>;
