/** Task dependencies for tests: a hub that answers every generation with a scripted outcome and keeps the requests. */
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { modelSchema } from '#shared/models/model.ts';
import type { Model } from '#shared/models/model.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { StopReason } from '#shared/models/generation.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { NewGeneration, Outcome } from './generation-hub.ts';
import { findByScript } from './script-rule.ts';
import type { TaskDeps } from './task-deps.ts';

export interface FakeTasks {
  readonly deps: Omit<TaskDeps, 'engine' | 'store'>;
  readonly started: NewGeneration[];
  readonly cancelled: GenerationId[];
  /** What the next generations end with. */
  answerWith(text: string, stopReason?: StopReason): void;
  failWith(error: AppError): void;
}

/** A chat model that knows English and Chinese. */
export const fakeModel: Model = modelSchema.parse({
  id: '7f0c1f0e-3c5c-4b7e-9d43-0f3f4d0a6a11',
  name: 'Fake 1B',
  fileName: 'fake.gguf',
  kind: 'chat',
  architecture: 'llama',
  sizeBytes: 1,
  parameterCount: null,
  quantisation: null,
  trainedContext: 4_096,
  languages: ['en', 'zh'],
  abilities: { writing: 'good', translation: 'good', code: 'none' },
  licence: null,
  parameters: {},
  origin: 'file',
  isMissing: false,
  isQuarantined: false,
  lastUsedAt: null,
});

const stats = {
  tokensRead: 1,
  tokensReused: 0,
  tokensWritten: 1,
  tokensPerSecond: 1,
  firstTokenMs: 1,
  durationMs: 1,
  contextTokens: 2,
  contextSize: 4_096,
  seed: 1,
  modelName: 'Fake 1B',
  meanLogProb: null,
  perplexity: null,
};

export function fakeTasks(options: { readonly model?: Model | null; readonly settings?: Partial<Settings> } = {}): FakeTasks {
  const started: NewGeneration[] = [];
  const cancelled: GenerationId[] = [];
  let outcome: Outcome = { type: 'done', text: '', stopReason: 'end', stats };
  return {
    started,
    cancelled,
    answerWith(text, stopReason = 'end') {
      outcome = { type: 'done', text, stopReason, stats };
    },
    failWith(error) {
      outcome = { type: 'failed', text: '', error };
    },
    deps: {
      hub: {
        start: (generation) => void started.push(generation),
        async outcome(id) {
          if (!started.some((generation) => generation.id === id)) throw new AppError('GENERATION_NOT_FOUND');
          return outcome;
        },
        // oxlint-disable-next-line require-yield -- a stream without events
        async *watch() {
          throw new AppError('GENERATION_NOT_FOUND');
        },
        // oxlint-disable-next-line require-yield -- a stream without events
        async *watchTokens() {
          throw new AppError('GENERATION_NOT_FOUND');
        },
        cancel: async (id) => void cancelled.push(id),
        listLive: () => [],
        dispose: async () => undefined,
      },
      detector: {
        async detect(text) {
          const finding = findByScript(text);
          return finding.kind === 'known' ? finding.detected : { language: 'en', confidence: 0.9 };
        },
        dispose: async () => undefined,
      },
      readSettings: async () => ({ ...SHIPPED_SETTINGS, ...options.settings }),
      currentModel: async () => (options.model === undefined ? fakeModel : options.model),
      log: { warn: () => undefined },
    },
  };
}
