/**
 * The engine as the rest of main sees it: one model, supervised, behind a queue. The only implementation is
 * `EngineSupervisor`; what differs (a child process, a utility process, a scripted fake) is below, in `EngineTransport`.
 */
import type { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import type { GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { Backend, EngineState, ModelKind } from '#shared/models/model.ts';
import type { Parameters } from '#shared/models/parameters.ts';

export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** Chat: explicit history, optionally with an answer to go on from. Completion: raw text, no template. */
export type Prompt =
  | { readonly kind: 'chat'; readonly history: readonly ChatTurn[]; readonly answerPrefix: string }
  | { readonly kind: 'completion'; readonly text: string };

/** Highest first. A higher one preempts a lower one at a token boundary. */
export const PRIORITIES = ['chat', 'quick-ask', 'api', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface GenerateRequest {
  /** Requests with the same key share a KV slot: the thread id, or `quick-ask`, `writing`, `translation`, `title`. */
  readonly slotKey: string;
  readonly priority: Priority;
  readonly prompt: Prompt;
  readonly parameters: Omit<Parameters, 'systemPrompt' | 'seed'> & { readonly seed: number };
}

/** `ahead` counts requests served first. `text` is what is new since the last event. */
export type EngineEvent =
  | { readonly type: 'phase'; readonly phase: 'queued' | 'loading' | 'reading' | 'writing'; readonly ahead: number }
  | { readonly type: 'progress'; readonly readTokens: number; readonly totalTokens: number }
  | { readonly type: 'delta'; readonly text: string; readonly tokens: number }
  | { readonly type: 'done'; readonly stopReason: StopReason; readonly stats: GenerationStats };

export interface LoadRequest {
  readonly modelId: ModelId;
  readonly name: string;
  readonly path: string;
  readonly useGpu: boolean;
  readonly contextSize: number;
  /** null: measured at load. */
  readonly threads: number | null;
}

/** What the header says, read in the engine process under a deadline. */
export interface GgufSummary {
  readonly name: string;
  readonly architecture: string;
  readonly kind: ModelKind;
  readonly parameterCount: number | null;
  readonly quantisation: string | null;
  readonly trainedContext: number;
  readonly sizeBytes: number;
  readonly licence: string | null;
  readonly languages: readonly string[];
}

export interface Engine {
  readonly state: EngineState;
  /** Calls at once with the state now. Returns the disposer. */
  onState(listener: (state: EngineState) => void): () => void;
  /** Checks a file without loading it. @throws AppError MODEL_* */
  inspect(path: string): Promise<GgufSummary>;
  /** Shows a file that never became a model as the failure in force, while no model is in use. */
  reportUnusable(name: string, error: AppError): void;
  /** Replaces the model in use by restarting the engine process. @throws AppError MODEL_*, ENGINE_* or CANCELLED */
  load(request: LoadRequest, signal: AbortSignal): Promise<void>;
  unload(): Promise<void>;
  /**
   * Runs a request through the queue. Aborting the signal ends the stream normally with stop reason `stopped`, at any
   * moment, prefill included. Survives an engine crash once before any text: the request is asked again.
   * @throws AppError MODEL_NOT_LOADED, ENGINE_CRASHED, ENGINE_HUNG, PROMPT_TOO_LONG, QUEUE_FULL, MODEL_TEMPLATE_*
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<EngineEvent>;
  /** @throws AppError MODEL_NOT_LOADED */
  countTokens(text: string): Promise<number>;
  dispose(): Promise<void>;
}

/** Wire form of an expected failure inside the engine process. `detail` is for the log only. */
export interface EngineFailure {
  readonly code: ErrorCode;
  readonly data: ErrorData;
  readonly detail: string;
}

export interface LoadedReport {
  readonly kind: ModelKind;
  readonly backend: Backend;
  readonly gpuNames: readonly string[];
  readonly gpuLayers: number;
  readonly threads: number;
  readonly contextSize: number;
  readonly sequences: number;
  readonly memoryBytes: { readonly ram: number; readonly vram: number };
  readonly measuredTokensPerSecond: number | null;
  readonly loadMs: number;
}
