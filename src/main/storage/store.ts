/**
 * What the application asks of storage. Every method is one transaction and resolves after the commit reached the disk
 * (`synchronous=FULL`). Implemented in-process (`open-store.ts`) and behind a worker (`store-client.ts`), same interface.
 * Errors: AppError with DISK_FULL, STORAGE_* or *_NOT_FOUND.
 */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { GenerationPurpose, GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { GenerationId, MessageId, ModelId, ThreadId } from '#shared/models/ids.ts';
import type { Message, MessagePage } from '#shared/models/message.ts';
import type { Model } from '#shared/models/model.ts';
import type { ParameterOverrides, Parameters } from '#shared/models/parameters.ts';
import type { SettingsPatch } from '#shared/models/settings.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';
import type { SearchHit } from '#shared/contract/threads-contract.ts';

export interface ThreadStore {
  list(page: { limit: number; offset: number }): Promise<{ threads: Thread[]; total: number }>;
  get(threadId: ThreadId): Promise<Thread>;
  create(kind: ThreadKind): Promise<Thread>;
  rename(threadId: ThreadId, title: string, source: 'auto' | 'user'): Promise<Thread>;
  setPinned(threadId: ThreadId, isPinned: boolean): Promise<Thread>;
  setParameters(threadId: ThreadId, parameters: ParameterOverrides): Promise<Thread>;
  /** Soft delete: gone from lists and search, restorable. */
  remove(threadId: ThreadId): Promise<void>;
  restore(threadId: ThreadId): Promise<Thread>;
  /** Really deletes threads removed before `epochMs`; returns how many. */
  purgeRemovedBefore(epochMs: number): Promise<number>;
}

/** A turn to commit before the engine is asked: the answers start empty and `streaming`. */
export interface NewTurn {
  readonly threadId: ThreadId;
  /** null: the first message of the thread. */
  readonly parentId: MessageId | null;
  /** null: only answers are added, under `parentId` (regenerate). */
  readonly userText: string | null;
  readonly generationIds: readonly GenerationId[];
  readonly purpose: GenerationPurpose;
  readonly parameters: Parameters;
}

export interface EndOfAnswer {
  readonly state: 'done' | 'stopped' | 'interrupted' | 'failed';
  readonly stopReason: StopReason | null;
  readonly errorCode: ErrorCode | null;
  readonly stats: GenerationStats | null;
}

export interface MessageStore {
  get(messageId: MessageId): Promise<Message>;
  /** User turn (when given), empty answers, generations and the active leaf (the first answer), in one commit. */
  addTurn(turn: NewTurn): Promise<{ userMessage: Message | null; answers: Message[] }>;
  /** Finished messages, for a quick ask that becomes a thread and for imports; the last one becomes the leaf. */
  addFinished(
    threadId: ThreadId,
    parentId: MessageId | null,
    messages: readonly { role: 'user' | 'assistant'; text: string }[],
  ): Promise<Message[]>;
  /** Puts a settled answer back to `streaming` under a new generation; its text stays. */
  reopen(messageId: MessageId, generationId: GenerationId, parameters: Parameters): Promise<Message>;
  appendText(messageId: MessageId, text: string): Promise<void>;
  /** Last text and final state in one commit. */
  finish(messageId: MessageId, lastText: string, end: EndOfAnswer): Promise<Message>;
  /** The active path, newest page, or the page that ends before `before`; oldest first. */
  listPath(threadId: ThreadId, page: { before: MessageId | null; limit: number }): Promise<MessagePage>;
  /** The path down to and including `messageId`, oldest first; of a longer path its newest `limit` messages. */
  listAncestry(messageId: MessageId, limit: number): Promise<Message[]>;
  listVersions(messageId: MessageId): Promise<Message[]>;
  /** Moves the active leaf to the leaf last active below `messageId`. */
  selectVersion(messageId: MessageId): Promise<Thread>;
  /** At start: every `streaming` row becomes `interrupted`; returns how many. */
  recoverInterrupted(): Promise<number>;
}

export interface ModelStore {
  list(): Promise<StoredModel[]>;
  get(modelId: ModelId): Promise<StoredModel>;
  /** Inserts or, for a path already known, updates; the id of a known path is kept. */
  save(model: NewModel): Promise<StoredModel>;
  setQuarantined(modelId: ModelId, isQuarantined: boolean): Promise<void>;
  touch(modelId: ModelId): Promise<void>;
  remove(modelId: ModelId): Promise<void>;
}
/** `path` never leaves main. */
export type StoredModel = Omit<Model, 'isMissing' | 'parameters'> & { readonly path: string };
export type NewModel = Omit<StoredModel, 'id' | 'lastUsedAt' | 'isQuarantined'>;

export interface Store {
  readonly threads: ThreadStore;
  readonly messages: MessageStore;
  readonly models: ModelStore;
  readonly drafts: {
    find(key: string): Promise<string>;
    /** The empty text deletes the draft. */
    save(key: string, text: string): Promise<void>;
  };
  readonly settings: { read(): Promise<SettingsPatch>; write(patch: SettingsPatch): Promise<SettingsPatch> };
  readonly search: { query(query: string, limit: number): Promise<SearchHit[]> };
  readonly maintenance: {
    /** `VACUUM INTO`, fsynced and renamed into place; `path` must not exist. */
    backUp(path: string): Promise<{ sizeBytes: number }>;
    /** Streams the whole library to a file, a thread at a time, so that no size blocks. */
    exportAll(path: string, format: 'json' | 'markdown'): Promise<{ sizeBytes: number; threads: number }>;
    isReadOnly(): Promise<boolean>;
  };
  close(): Promise<void>;
}
