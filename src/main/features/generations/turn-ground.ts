/** What a turn of a thread starts from: its thread, the parameters in force, and the part of its path that the model could read. */
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { effectiveParameters } from '#shared/models/parameters.ts';
import type { Parameters } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import { withAttachments } from '#shared/utils/attachment-prompt.ts';
import type { GenerationDeps } from './generation-service-types.ts';
import { requireUsableSchema } from './usable-schema.ts';

export interface Ground {
  readonly thread: Thread;
  readonly parameters: Parameters;
  /** How many messages could fit into the context window. */
  readonly mostMessages: number;
}

export interface GroundRequest {
  readonly threadId: ThreadId;
  readonly kind: Thread['kind'];
  /** Over the parameters in force, for this run. */
  readonly overrides?: Partial<Parameters>;
}

export interface TurnGround {
  /** @throws AppError THREAD_NOT_FOUND, INVALID_INPUT for a thread of the other kind, what `requireModel` throws, JSON_SCHEMA_UNUSABLE */
  ground(request: GroundRequest): Promise<Ground>;
  /** All of the path that could fit into the context window, files included, so that a thread of any length is asked in the same time. */
  windowBefore(messageId: MessageId | null, ground: Ground): Promise<Message[]>;
}

export type GroundDeps = Pick<
  GenerationDeps,
  'store' | 'readSettings' | 'modelParameters' | 'assistantParameters' | 'fillPrompt' | 'requireModel'
>;

/** Text, role and the end of the turn: no template spends less on a message. */
const LEAST_TOKENS_A_MESSAGE = 3;

export function createTurnGround(deps: GroundDeps): TurnGround {
  const { store, readSettings, modelParameters, assistantParameters, fillPrompt, requireModel } = deps;

  /** The turns as the model reads them: with the text of their files. */
  const readFiles = async (path: readonly Message[]): Promise<Message[]> => {
    const withFiles = path.filter(({ attachments }) => attachments !== undefined).map(({ id }) => id);
    if (withFiles.length === 0) return [...path];
    const files = await store.attachments.listOf(withFiles);
    const filesOf = (id: MessageId) => files.filter(({ messageId }) => messageId === id);
    return path.map((message) => ({ ...message, text: withAttachments(message.text, filesOf(message.id)) }));
  };

  return {
    ground: async ({ threadId, kind, overrides }) => {
      // Asked for at once: each answer costs a trip to the store's worker and back.
      const [thread, settings, model] = await Promise.all([
        store.threads.get(threadId),
        readSettings(),
        modelParameters(),
        requireModel(kind),
      ]);
      if (thread.kind !== kind) throw new AppError('INVALID_INPUT', { reason: 'thread-kind' });
      const assistant = await assistantParameters(thread);
      const { values } = effectiveParameters({ model, settings: settings.parameters, assistant, thread: thread.parameters });
      const systemPrompt = await fillPrompt(values.systemPrompt, threadId);
      requireUsableSchema(values.jsonSchema);
      return {
        thread,
        parameters: { ...values, systemPrompt, ...overrides },
        mostMessages: Math.ceil(settings.contextSize / LEAST_TOKENS_A_MESSAGE),
      };
    },
    windowBefore: async (messageId, { mostMessages }) =>
      messageId === null ? [] : readFiles(await store.messages.listAncestry(messageId, mostMessages)),
  };
}
