/**
 * Owns every generation by id: runs it on the engine, numbers its events, keeps its whole text, lets any number of
 * viewers attach, detach and re-attach, and ends it only on `cancel` or by itself. Knows neither threads nor prompts:
 * a feature passes a sink that stores what arrives before viewers see the end.
 */
import type { GenerationEvent, GenerationPurpose, GenerationStats, LiveGeneration, StopReason } from '#shared/models/generation.ts';
import type { GenerationId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { TokenReport } from '#shared/models/token.ts';
import type { GenerateRequest, Prompt } from './engine.ts';

/** How a generation ended. `text` is all of it, without the prefix it may have gone on from. */
export type Outcome =
  | {
      readonly type: 'done';
      readonly text: string;
      readonly stopReason: StopReason;
      readonly stats: GenerationStats;
    }
  | { readonly type: 'failed'; readonly text: string; readonly error: AppError };

/** Called in order, never concurrently. `onEnd` finishes before viewers get `done` or `failed`. */
export interface GenerationSink {
  onText(text: string): Promise<void>;
  onEnd(outcome: Outcome): Promise<void>;
}

export interface NewGeneration {
  readonly id: GenerationId;
  readonly purpose: GenerationPurpose;
  readonly threadId: ThreadId | null;
  readonly messageId: MessageId | null;
  /** Text that viewers see before the first delta (Continue); not stored again. */
  readonly initialText: string;
  readonly request: GenerateRequest;
  /** Works out what is asked instead, while the generation counts as running already. */
  readonly preparePrompt?: ((signal: AbortSignal) => Promise<Prompt>) | undefined;
  readonly sink: GenerationSink;
}

export interface GenerationHub {
  start(generation: NewGeneration): void;
  /** @throws AppError GENERATION_NOT_FOUND for an id that never ran or ended over ten minutes ago. */
  watch(id: GenerationId, afterSeq: number, signal: AbortSignal): AsyncGenerator<GenerationEvent>;
  /**
   * The likelihoods of what it has written, while it writes; the engine works them out as long as somebody watches. Ends with the generation.
   * @throws AppError GENERATION_NOT_FOUND
   */
  watchTokens(id: GenerationId, signal: AbortSignal): AsyncGenerator<TokenReport>;
  /** Resolves when the sink has stored the end. Unknown or ended ids are fine. */
  cancel(id: GenerationId): Promise<void>;
  /** @throws AppError GENERATION_NOT_FOUND */
  outcome(id: GenerationId): Promise<Outcome>;
  listLive(): LiveGeneration[];
  /** Cancels everything and waits for the sinks; used at quit. */
  dispose(): Promise<void>;
}
