/** The messages between main and the engine process, and the port they travel on. Plain JSON in both directions. */
import type { EngineEvent, EngineFailure, GenerateRequest, GgufSummary, LoadedReport, LoadRequest, Opening } from './engine.ts';
import type { PlanRequest, PromptPlan } from './prompt-plan.ts';

export type ToEngine =
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'inspect'; readonly id: number; readonly path: string }
  | { readonly type: 'load'; readonly id: number; readonly request: Omit<LoadRequest, 'modelId'> }
  | { readonly type: 'generate'; readonly id: number; readonly request: GenerateRequest }
  /** Has no answer: it is worth reading, but nobody waits for it. */
  | { readonly type: 'keep-openings'; readonly id: number; readonly openings: readonly Opening[] }
  | { readonly type: 'tokenize'; readonly id: number; readonly text: string }
  /** Works out what a request would hold; the model is not asked. */
  | { readonly type: 'plan'; readonly id: number; readonly request: PlanRequest }
  /** Somebody wants the likelihoods of a running generation while it writes, or nobody does any more. Has no answer. */
  | { readonly type: 'watch-tokens'; readonly id: number; readonly isWanted: boolean }
  /** Ends a load or a generation; the engine still answers the request itself. */
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'shutdown'; readonly id: number };

export const ENGINE_STAGES = ['template', 'evaluating'] as const;
export type EngineStage = (typeof ENGINE_STAGES)[number];

export type FromEngine =
  | { readonly type: 'hello'; readonly pid: number }
  | { readonly type: 'pong'; readonly id: number }
  | { readonly type: 'inspected'; readonly id: number; readonly summary: GgufSummary }
  /** What a silent engine is doing: a template that never ends is blamed on the template. */
  | { readonly type: 'stage'; readonly id: number; readonly stage: EngineStage }
  | { readonly type: 'load-progress'; readonly id: number; readonly fraction: number }
  | { readonly type: 'loaded'; readonly id: number; readonly report: LoadedReport }
  | { readonly type: 'event'; readonly id: number; readonly event: EngineEvent }
  | { readonly type: 'tokenized'; readonly id: number; readonly count: number }
  | { readonly type: 'planned'; readonly id: number; readonly plan: PromptPlan }
  | { readonly type: 'failed'; readonly id: number; readonly failure: EngineFailure }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string }
  | { readonly type: 'goodbye'; readonly id: number };

export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One engine process. It is started by the factory and ends once. */
export interface EngineTransport {
  readonly pid: number | undefined;
  send(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  onExit(listener: (exit: EngineExit) => void): void;
  /** SIGKILL by pid: a hung process does not listen to anything else. */
  kill(): void;
}

export type EngineTransportFactory = () => EngineTransport;
