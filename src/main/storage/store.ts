/**
 * What the application asks of storage. Every method is one transaction and resolves after the commit reached the disk
 * (`synchronous=FULL`). Implemented in-process (`open-store.ts`) and behind a worker (`store-client.ts`), same interface.
 * Errors: AppError with DISK_FULL, STORAGE_* or *_NOT_FOUND.
 */
import type { AssistantContent } from '#shared/models/assistant.ts';
import type { BranchMap } from '#shared/models/branch.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { GenerationPurpose, GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { Folder } from '#shared/models/folder.ts';
import type { AttachmentText } from '#shared/models/attachment.ts';
import type {
  AssistantId,
  AttachmentId,
  FolderId,
  GenerationId,
  MessageId,
  ModelId,
  QueuedId,
  SummaryId,
  ThreadId,
} from '#shared/models/ids.ts';
import type { Message, MessagePage } from '#shared/models/message.ts';
import type { Model } from '#shared/models/model.ts';
import type { ParameterChange, Parameters } from '#shared/models/parameters.ts';
import type { QueuedMessage, WaitingMessage } from '#shared/models/queue.ts';
import type { SettingsPatch } from '#shared/models/settings.ts';
import type { RemovedItem } from '#shared/models/removed.ts';
import type { Thread, ThreadKind, UnseenThread } from '#shared/models/thread.ts';
import type { ExportStore, ImportStore } from './transfer/transfer-store.ts';
import type { FoundMessage, SearchCursor, SearchFilters, SearchHit, SearchPage } from '#shared/models/search.ts';

export interface ThreadPage {
  readonly limit: number;
  readonly offset: number;
  /** null: those in no folder; absent: wherever they are. */
  readonly folderId?: FolderId | null | undefined;
  /** The archive instead of everything else. */
  readonly isArchived?: boolean | undefined;
  /** Absent: both. */
  readonly kind?: ThreadKind | undefined;
}

export interface ThreadStore {
  list(page: ThreadPage): Promise<{ threads: Thread[]; total: number }>;
  get(threadId: ThreadId): Promise<Thread>;
  /** A temporary thread is held in memory, with all that belongs to it, and is gone when the store closes. */
  create(kind: ThreadKind, isTemporary?: boolean): Promise<Thread>;
  rename(threadId: ThreadId, title: string, source: 'auto' | 'user'): Promise<Thread>;
  setPinned(threadId: ThreadId, isPinned: boolean): Promise<Thread>;
  changeParameters(threadId: ThreadId, change: ParameterChange): Promise<Thread>;
  setAssistant(threadId: ThreadId, assistantId: AssistantId | null): Promise<Thread>;
  /** What `{{selection}}` stands for; the empty text where nothing was given. */
  findSelection(threadId: ThreadId): Promise<string>;
  setSelection(threadId: ThreadId, text: string): Promise<void>;
  /** An answer came while nobody looked, or somebody has looked; whether that is news. A chat that is gone is passed over. */
  setUnseen(threadId: ThreadId, hasUnseen: boolean): Promise<boolean>;
  /** Neither removed nor archived, newest activity first, at most 1,000. */
  listUnseen(): Promise<UnseenThread[]>;
  /** Soft delete: gone from lists and search, restorable. */
  remove(threadId: ThreadId): Promise<void>;
  restore(threadId: ThreadId): Promise<Thread>;
  /** Erases threads removed before `epochMs` and deletes them; returns how many are gone. */
  purgeRemovedBefore(epochMs: number): Promise<number>;
}

/** Of what was removed; anything else is left alone. */
export interface Erasable {
  readonly threadIds: readonly ThreadId[];
  readonly removalIds: readonly string[];
}

/** What was removed, of the library: what was temporary ends with Inkstone. */
export interface RemovedStore {
  /** Newest first. */
  list(page: { limit: number; offset: number }): Promise<{ items: RemovedItem[]; total: number }>;
  /** null: all of it. Nothing can restore it any more; `deleteErased` takes it out, now or at the next start. */
  erase(which: Erasable | null): Promise<void>;
  /** Lets other calls in between its parts. */
  deleteErased(): Promise<void>;
}

/** A turn to commit before the engine is asked: the answers start empty and `streaming`. */
export interface NewTurn {
  readonly threadId: ThreadId;
  /** null: the first message of the thread. */
  readonly parentId: MessageId | null;
  /** null: only answers are added, under `parentId` (regenerate). */
  readonly userText: string | null;
  /** Of the user turn. */
  readonly attachments?: readonly AttachmentText[] | undefined;
  /** The message whose attachments the user turn has too. */
  readonly attachmentsOf?: MessageId | undefined;
  readonly generationIds: readonly GenerationId[];
  readonly purpose: GenerationPurpose;
  readonly parameters: Parameters;
  /** The message that waited in the thread and is this turn: it waits no longer. */
  readonly queuedId?: QueuedId | undefined;
}

export interface EndOfAnswer {
  readonly state: 'done' | 'stopped' | 'interrupted' | 'failed';
  readonly stopReason: StopReason | null;
  readonly errorCode: ErrorCode | null;
  readonly stats: GenerationStats | null;
}

export interface PathQuestion {
  readonly threadId: ThreadId;
  readonly text: string;
  readonly before: MessageId | null;
  readonly limit: number;
}

export interface PathFinds {
  readonly found: FoundMessage[];
  /** The oldest message looked at; null when the path has no more. */
  readonly before: MessageId | null;
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
  /** The path down to and including `messageId`, oldest first, without what was removed; of a longer path its newest `limit` messages. */
  listAncestry(messageId: MessageId, limit: number): Promise<Message[]>;
  listVersions(messageId: MessageId): Promise<Message[]>;
  /** The system prompt that the generation of an answer was asked with, as it was sent; undefined where none is known. */
  findSentPrompt(messageId: MessageId): Promise<string | undefined>;
  /** Where the text occurs on the active path, oldest first, in the newest `limit` messages above `before`; and whether there are more. */
  findOnPath(question: PathQuestion): Promise<PathFinds>;
  /** Whether the message is on its thread's active path. */
  locate(messageId: MessageId): Promise<{ threadId: ThreadId; isOnPath: boolean }>;
  /** Moves the active leaf to the leaf last active below `messageId`. */
  selectVersion(messageId: MessageId): Promise<Thread>;
  /** At start: every `streaming` row becomes `interrupted`; returns how many. */
  recoverInterrupted(): Promise<number>;
}

export interface StoredAttachment extends AttachmentText {
  readonly messageId: MessageId;
}

export interface AttachmentStore {
  /** @throws AppError MESSAGE_NOT_FOUND */
  getText(attachmentId: AttachmentId): Promise<string>;
  /** In the order of the messages given, then in their own. */
  listOf(messageIds: readonly MessageId[]): Promise<StoredAttachment[]>;
}

export interface NewQueued {
  readonly threadId: ThreadId;
  readonly text: string;
  readonly candidates: number;
  readonly attachments: readonly AttachmentText[];
  /** null: behind all others. */
  readonly beforeId: QueuedId | null;
}

/** Messages that wait, in the order in which they will be sent. @throws AppError MESSAGE_NOT_FOUND for one that waits no more */
export interface QueueStore {
  list(threadId: ThreadId): Promise<WaitingMessage[]>;
  /** The one that is sent next, with its files. */
  findFirst(threadId: ThreadId): Promise<QueuedMessage | undefined>;
  /** Threads in which something waits, longest first. */
  listThreads(): Promise<{ thread: Thread; count: number }[]>;
  /** @throws AppError THREAD_NOT_FOUND, QUEUE_FULL */
  add(message: NewQueued): Promise<WaitingMessage>;
  edit(change: { queuedId: QueuedId; text: string }): Promise<WaitingMessage>;
  remove(queuedId: QueuedId): Promise<QueuedMessage>;
  move(move: { queuedId: QueuedId; beforeId: QueuedId | null }): Promise<WaitingMessage>;
}

/** Messages of one thread. `one`: these alone, and what is below lives on; `below`: with everything below them. */
export interface Removal {
  readonly messageIds: readonly MessageId[];
  readonly scope: 'one' | 'below';
}

/** The tree of a thread beyond its growth. @throws AppError MESSAGE_NOT_FOUND, THREAD_NOT_FOUND */
export interface TreeStore {
  /** Soft: the thread shows what is left. @throws AppError THREAD_BUSY while one of them is being written */
  remove(removal: Removal): Promise<{ removalId: string; thread: Thread }>;
  /** Everything as it was; the view too, unless it was moved meanwhile. @throws AppError MESSAGE_NOT_FOUND once it is purged */
  restore(removalId: string): Promise<Thread>;
  /** Which messages of a removal are being written. */
  listWriting(removal: Removal): Promise<MessageId[]>;
  /** Really deletes messages removed before `epochMs`; returns how many. */
  purgeRemovedBefore(epochMs: number): Promise<number>;
  /** Copies the path down to a message as a new thread. @throws AppError THREAD_BUSY while the message is being written */
  fork(messageId: MessageId, title: string | null): Promise<Thread>;
  getBranchMap(threadId: ThreadId): Promise<BranchMap>;
}

/** Chats that are gone meanwhile are passed over. @throws AppError THREAD_NOT_FOUND when none is left, FOLDER_NOT_FOUND */
export interface OrderStore {
  setFolder(threadIds: readonly ThreadId[], folderId: FolderId | null): Promise<void>;
  setArchived(threadIds: readonly ThreadId[], isArchived: boolean): Promise<void>;
  setPinned(threadIds: readonly ThreadId[], isPinned: boolean): Promise<void>;
  remove(threadIds: readonly ThreadId[]): Promise<void>;
  restore(threadIds: readonly ThreadId[]): Promise<void>;
  setStarred(messageId: MessageId, isStarred: boolean): Promise<Message>;
  /** Newest star first, from the archive too. */
  listStarred(page: { limit: number; offset: number }): Promise<SearchHit[]>;
}

export interface StoredSummary {
  readonly id: SummaryId;
  /** The oldest message it tells of, and the newest. */
  readonly fromMessageId: MessageId;
  readonly untilMessageId: MessageId;
  /** How many messages of the path it tells of. */
  readonly messageCount: number;
  readonly text: string;
  readonly modelName: string;
  readonly isEdited: boolean;
}
export type NewSummary = Omit<StoredSummary, 'id' | 'isEdited'> & { readonly threadId: ThreadId };

/** What stays in the context window, and what stands for the rest. @throws AppError SUMMARY_NOT_FOUND */
export interface ContextStore {
  /** Stays in whatever else is left out. */
  setKept(messageId: MessageId, isKept: boolean): Promise<Message>;
  /** Oldest first. */
  listSummaries(threadId: ThreadId): Promise<StoredSummary[]>;
  addSummary(summary: NewSummary): Promise<void>;
  editSummary(threadId: ThreadId, summaryId: SummaryId, text: string): Promise<void>;
  /** Soft. */
  removeSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void>;
  restoreSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void>;
}

/** @throws AppError FOLDER_NOT_FOUND */
export interface FolderStore {
  list(): Promise<Folder[]>;
  create(name: string, parentId: FolderId | null): Promise<Folder>;
  rename(folderId: FolderId, name: string): Promise<Folder>;
  /** In front of `beforeId` among the folders of the new parent, or behind all. @throws AppError FOLDER_INSIDE_ITSELF */
  move(folderId: FolderId, parentId: FolderId | null, beforeId: FolderId | null): Promise<Folder>;
  /** With the folders in it. The chats in them go to the top level. */
  remove(folderId: FolderId): Promise<void>;
  /** As it was, with the chats that are still at the top level. */
  restore(folderId: FolderId): Promise<Folder>;
}

export interface SearchRequest extends SearchFilters {
  readonly query: string;
  readonly limit: number;
  /** null: the first page. */
  readonly cursor: SearchCursor | null;
}

export interface SearchStore {
  query(request: SearchRequest): Promise<SearchPage>;
}

export interface AssistantStore {
  /** Oldest first. */
  list(): Promise<StoredAssistant[]>;
  /** Inserts or replaces, in one commit; a removed one is back. */
  save(assistants: readonly StoredAssistant[]): Promise<void>;
  /** Soft. @throws AppError ASSISTANT_NOT_FOUND */
  remove(id: AssistantId): Promise<void>;
  restore(id: AssistantId): Promise<void>;
  /** At once and for good. */
  forget(id: AssistantId): Promise<void>;
  purgeRemovedBefore(epochMs: number): Promise<void>;
}
export interface StoredAssistant {
  readonly id: AssistantId;
  readonly content: AssistantContent;
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
  readonly tree: TreeStore;
  readonly removed: RemovedStore;
  readonly attachments: AttachmentStore;
  readonly queue: QueueStore;
  readonly order: OrderStore;
  readonly context: ContextStore;
  readonly folders: FolderStore;
  readonly assistants: AssistantStore;
  readonly temporary: {
    /** Moves a temporary thread, whole, into the library. Does nothing to one that is there. */
    keep(threadId: ThreadId): Promise<Thread>;
  };
  readonly models: ModelStore;
  readonly drafts: {
    find(key: string): Promise<string>;
    /** The empty text deletes the draft. */
    save(key: string, text: string): Promise<void>;
  };
  /** What was typed into Quick ask: the newest 50, newest first, each once. Never a text that was captured. */
  readonly quickQuestions: { list(): Promise<string[]>; add(text: string): Promise<void> };
  readonly settings: { read(): Promise<SettingsPatch>; write(patch: SettingsPatch): Promise<SettingsPatch> };
  readonly search: SearchStore;
  readonly exports: ExportStore;
  readonly imports: ImportStore;
  readonly maintenance: {
    /** `VACUUM INTO`, fsynced and renamed into place; `path` must not exist. */
    backUp(path: string): Promise<{ sizeBytes: number }>;
    isReadOnly(): Promise<boolean>;
    /** This version opened the library for the first time, and the copy that should have been made before could not be. */
    isBackupMissing(): Promise<boolean>;
  };
  close(): Promise<void>;
}
