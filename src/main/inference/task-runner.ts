/**
 * Runs a prompt that belongs to no thread and remembers, for the newest runs, what its result must be compared with.
 * Stores nothing: the hub keeps the text until a view has read it.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import { effectiveParameters, outsideChats } from '#shared/models/parameters.ts';
import { generationIdSchema } from '#shared/models/ids.ts';
import type { GenerationPurpose, StopReason } from '#shared/models/generation.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { Model } from '#shared/models/model.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { GenerationSink } from './generation-hub.ts';
import type { TaskPrompt } from './prompts/task-prompt.ts';
import type { TaskDeps } from './task-deps.ts';

const REMEMBERED_RUNS = 64;
const SEEDS = 2 ** 32;
const recordOnly: GenerationSink = { onText: async () => undefined, onEnd: async () => undefined };

export interface FinishedTask<Context> {
  readonly context: Context;
  readonly text: string;
  readonly stopReason: StopReason;
}

export interface TaskRunner<Context> {
  /** `sampling` is what the task needs, over the user's defaults and what `model` is best asked with. */
  start(model: Model, task: TaskPrompt, sampling: ParameterOverrides, context: Context): Promise<GenerationId>;
  /** Waits for the end. @throws AppError GENERATION_NOT_FOUND, or the error that ended the run. */
  finished(id: GenerationId): Promise<FinishedTask<Context>>;
}

/** The model that will write. @throws AppError MODEL_NOT_LOADED, MODEL_CANNOT_WRITE */
export async function requireWriter(deps: Pick<TaskDeps, 'currentModel'>): Promise<Model> {
  const model = await deps.currentModel();
  if (!model) throw new AppError('MODEL_NOT_LOADED');
  if (model.kind === 'embedding') throw new AppError('MODEL_CANNOT_WRITE', { name: model.name });
  return model;
}

/** One runner a purpose, and one run at a time: a new one ends the one before. The purpose is also the KV slot, so that the fixed prefix of its prompts stays warm. */
export function createTaskRunner<Context>(
  deps: Pick<TaskDeps, 'hub' | 'readSettings'>,
  purpose: Extract<GenerationPurpose, 'quick-ask' | 'writing' | 'translation'>,
): TaskRunner<Context> {
  const contexts = new Map<GenerationId, Context>();
  let latest: GenerationId | null = null;

  const remember = (id: GenerationId, context: Context): void => {
    contexts.set(id, context);
    for (const oldest of contexts.keys()) {
      if (contexts.size <= REMEMBERED_RUNS) break;
      contexts.delete(oldest);
    }
  };

  return {
    async start(model, task, sampling, context) {
      const settings = await deps.readSettings();
      const layers = { model: model.parameters, settings: outsideChats(settings.parameters), thread: sampling };
      const { systemPrompt: _, overflow: _forChats, seed, ...values } = effectiveParameters(layers).values;
      const id = generationIdSchema.parse(randomUUID());
      // The newest wins: after a reload nobody can reach the run before, and it must not keep the next one waiting.
      if (latest) void deps.hub.cancel(latest);
      latest = id;
      remember(id, context);
      deps.hub.start({
        id,
        purpose,
        threadId: null,
        messageId: null,
        initialText: '',
        sink: recordOnly,
        request: {
          slotKey: purpose,
          priority: 'quick-ask',
          prompt: task.prompt,
          parameters: { ...values, stop: [...task.stop], maxTokens: task.maxTokens, seed: seed ?? randomInt(SEEDS) },
        },
      });
      return id;
    },
    async finished(id) {
      const context = contexts.get(id);
      if (context === undefined) throw new AppError('GENERATION_NOT_FOUND');
      const outcome = await deps.hub.outcome(id);
      if (outcome.type === 'failed') throw outcome.error;
      return { context, text: outcome.text, stopReason: outcome.stopReason };
    },
  };
}
