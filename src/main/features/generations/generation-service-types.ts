/** What the turns of a thread are made with, and what can be asked for. */
import type { RegenerateWith, Started } from '#shared/contract/generations-contract.ts';
import type { AttachmentText } from '#shared/models/attachment.ts';
import type { AssistantId, MessageId, ModelId, QueuedId, ThreadId } from '#shared/models/ids.ts';
import type { ModelKind } from '#shared/models/model.ts';
import type { Overflow, ParameterOverrides } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { GenerationHub, Outcome } from '#main/inference/generation-hub.ts';
import type { Store } from '#main/storage/store.ts';
import type { ContextDeps, ContextService } from './context-service.ts';
import type { TokenDeps, TokenService } from './token-service.ts';
import type { UnstoredAnswers } from './unstored-answers.ts';

export interface GenerationDeps {
  readonly store: Pick<Store, 'threads' | 'messages' | 'context' | 'attachments'>;
  readonly hub: Pick<GenerationHub, 'start' | 'cancel' | 'listLive' | 'outcome'>;
  readSettings(): Promise<Settings>;
  /** What the model in use is best asked with. */
  modelParameters(): Promise<ParameterOverrides>;
  /** What the assistant of the thread is asked with. */
  assistantParameters(thread: Thread): Promise<ParameterOverrides>;
  /** A system prompt as it is sent now: its variables have their values. */
  fillPrompt(systemPrompt: string, threadId: ThreadId): Promise<string>;
  /** @throws AppError when no model is there that could answer this kind of thread */
  requireModel(threadKind: Thread['kind']): Promise<ModelKind>;
  /** Puts this model to use; what is asked next waits for it. @throws AppError MODEL_* */
  useModel(modelId: ModelId): Promise<void>;
  /** Without a thread: in general. */
  onChanged(topic: 'threads' | 'messages' | 'generations', threadId?: ThreadId): void;
  /** The user's own work begins: background work makes way. */
  onStarted(): void;
  /** An answer is stored with its end. */
  onAnswered(threadId: ThreadId, outcome: Outcome): void;
  /** What the context of a thread is worked out with. */
  readonly engine: Pick<ContextDeps, 'planPrompt' | 'countTokens' | 'isEngineReady' | 'describeModel'>;
  readonly scoreText: TokenDeps['scoreText'];
  readonly log: ContextDeps['log'];
}

export interface GenerationService {
  send(input: {
    threadId: ThreadId | null;
    text: string;
    candidates: number;
    /** Of a new thread. */
    assistantId?: AssistantId | undefined;
    /** Of a new thread, its own. */
    parameters?: ParameterOverrides | undefined;
    selection?: string | undefined;
    /** What to do this once when the chat does not fit. */
    overflow?: Overflow | undefined;
    /** The message that waited in the thread and is this turn. */
    queuedId?: QueuedId | undefined;
    attachments?: readonly AttachmentText[] | undefined;
  }): Promise<Started>;
  complete(input: { threadId: ThreadId | null; text: string; candidates: number }): Promise<Started>;
  edit(input: { messageId: MessageId; text: string; candidates: number; overflow?: Overflow | undefined }): Promise<Started>;
  regenerate(input: { messageId: MessageId; candidates: number; with?: RegenerateWith | undefined }): Promise<Started>;
  /** A version in the user's words. */
  editAnswer(input: { messageId: MessageId; text: string }): Promise<Started>;
  /** One turn of the same words below each answer, written one after another; the first is shown. */
  sendBelow(input: {
    messageIds: readonly MessageId[];
    text: string;
    attachments?: readonly AttachmentText[] | undefined;
    overflow?: Overflow | undefined;
  }): Promise<Started[]>;
  continueAnswer(input: { messageId: MessageId; overflow?: Overflow | undefined }): Promise<Started>;
  /** Resolves when nothing is being written in the thread. */
  whenFree(threadId: ThreadId): Promise<void>;
  /** Ends every run of the thread and waits until it is stored. */
  cancelThread(threadId: ThreadId): Promise<void>;
  readonly context: ContextService;
  readonly tokens: TokenService;
  /** What the library did not take yet. */
  readonly unstored: Pick<UnstoredAnswers, 'read' | 'texts'>;
}
