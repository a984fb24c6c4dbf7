/** What Quick ask, Write and Translate need from the application. Built once in the composition root, shared by all three. */
import type { Model } from '#shared/models/model.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Store } from '#main/storage/store.ts';
import type { Engine } from './engine.ts';
import type { GenerationHub } from './generation-hub.ts';
import type { LanguageDetector } from './language-detector.ts';

/** The part of the application's log that tasks use. Never give it text of the user. */
export interface TaskLog {
  warn(message: string, ...details: readonly unknown[]): void;
}

export interface TaskDeps {
  readonly hub: GenerationHub;
  readonly engine: Engine;
  readonly store: Store;
  readonly detector: LanguageDetector;
  readSettings(): Promise<Settings>;
  /** The model in use or being loaded; null when there is none. */
  currentModel(): Promise<Model | null>;
  readonly log: TaskLog;
}
