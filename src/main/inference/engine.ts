/**
 * The engine as the rest of main sees it: one model, supervised, behind a queue. The only implementation is
 * `EngineSupervisor`; what differs (a child process, a utility process, a scripted fake) is below, in `EngineTransport`.
 *
 * Likelihoods: `tokenDetail` of a request puts `meanLogProb` and `perplexity` into its stats (`mean`) and reports every token as `tokens`
 * events between the last text and `done` (`top10`); `scoreText` gives the same table for an answer that exists, and a wish passed to
 * `generate` as much of it as is written, while it is written. To go on from one of the tokens: a prompt with their texts as `answerPrefix`
 * and their ids as `answerTokens`.
 */
import type { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import type { GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { Backend, EngineState, ModelKind } from '#shared/models/model.ts';
import type { Parameters } from '#shared/models/parameters.ts';
import type { ScoredToken } from '#shared/models/token.ts';
import type { PlanRequest, PromptPlan } from './prompt-plan.ts';
import type { Wish } from './wish.ts';

export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  /** Stays in the window whatever else is left out. */
  readonly isKept?: boolean | undefined;
  /** The system turn holds a summary of it, so that it need not be in the window. */
  readonly isSummarised?: boolean | undefined;
}

/** Chat: explicit history. Completion: raw text, no template. Both: optionally with an answer to go on from. `answerTokens`: the
 * exact tokens its text begins with, where the text alone would not say which; ids that do not spell it are ignored. */
export type Prompt =
  | {
      readonly kind: 'chat';
      readonly history: readonly ChatTurn[];
      readonly answerPrefix: string;
      readonly answerTokens?: readonly number[] | undefined;
    }
  | {
      readonly kind: 'completion';
      readonly text: string;
      readonly answerPrefix?: string | undefined;
      readonly answerTokens?: readonly number[] | undefined;
    };

/** What is reported about the likelihood of an answer: nothing, its mean in the stats, or every token with ten alternatives. */
export const TOKEN_DETAILS = ['none', 'mean', 'top10'] as const;
export type TokenDetail = (typeof TOKEN_DETAILS)[number];

/** Highest first. A higher one preempts a lower one at a token boundary. */
export const PRIORITIES = ['chat', 'quick-ask', 'api', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface GenerateRequest {
  /** Requests with the same key share a KV slot: the thread id, or `quick-ask`, `writing`, `translation`, `title`. */
  readonly slotKey: string;
  readonly priority: Priority;
  readonly prompt: Prompt;
  /** `maxTokens` 0 writes nothing: the answer to go on from is only read and, if asked, scored. */
  readonly parameters: Omit<Parameters, 'systemPrompt' | 'seed' | 'overflow'> & { readonly seed: number };
  /** Absent: none. Scoring follows the writing, and covers the answer to go on from as well. */
  readonly tokenDetail?: TokenDetail | undefined;
}

export interface ScoreRequest extends Pick<GenerateRequest, 'slotKey' | 'priority'> {
  /** Its `answerPrefix` is the answer. */
  readonly prompt: Prompt;
}

/** Two prompts of one command that differ only in what the user gives: what they share at the start is the command's own. */
export interface Opening {
  readonly samples: readonly [Prompt, Prompt];
}

/** `ahead` counts requests served first. `text` is what is new since the last event. */
export type EngineEvent =
  | { readonly type: 'phase'; readonly phase: 'queued' | 'loading' | 'reading' | 'writing'; readonly ahead: number }
  | { readonly type: 'progress'; readonly readTokens: number; readonly totalTokens: number }
  | { readonly type: 'delta'; readonly text: string; readonly tokens: number }
  /** `from`: the first one's place in the answer. A run that was interrupted may report a token twice: the last one counts. */
  | { readonly type: 'tokens'; readonly from: number; readonly tokens: readonly ScoredToken[] }
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
   * @throws AppError MODEL_NOT_LOADED, ENGINE_CRASHED, ENGINE_HUNG, PROMPT_TOO_LONG, QUEUE_FULL, MODEL_TEMPLATE_*,
   * JSON_SCHEMA_UNUSABLE
   * `wantsTokens`: while it is on, `tokens` events come between the text, some tokens behind it. The text is the same.
   */
  generate(request: GenerateRequest, signal: AbortSignal, wantsTokens?: Wish): AsyncIterable<EngineEvent>;
  /**
   * Every token of an existing answer with its probability and its alternatives (teacher forcing). It waits its turn like a
   * generation and reads what the KV cache does not hold.
   * @throws AppError like `generate`, and CANCELLED
   */
  scoreText(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredToken[]>;
  /**
   * What commands will begin with. The engine reads it while it is idle and keeps it until the model goes; a call replaces the
   * one before. Does nothing without a model. It never makes a request wait for more than a chunk of 64 tokens.
   */
  keepOpenings(openings: readonly Opening[]): void;
  /** @throws AppError MODEL_NOT_LOADED */
  countTokens(text: string): Promise<number>;
  /** What a chat request would hold now, without asking the model. @throws AppError MODEL_NOT_LOADED, MODEL_TEMPLATE_BROKEN */
  planPrompt(request: PlanRequest): Promise<PromptPlan>;
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
