/**
 * What storage gives out for an export and takes in from an import. Both sides name the same things, so that nothing is lost on
 * the way out and back.
 */
import type { AttachmentText } from '#shared/models/attachment.ts';
import type { GenerationPurpose, GenerationStats, StopReason } from '#shared/models/generation.ts';
import type { AssistantId, FolderId, GenerationId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { MessageRole, MessageState } from '#shared/models/message.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';
import type { ImportSource, ImportStatus, PastImport } from '#shared/models/transfer.ts';

export interface TransferFolder {
  readonly id: FolderId;
  readonly parentId: FolderId | null;
  readonly name: string;
  readonly createdAt: number;
}

/** Which chat of which program a thread was. */
export interface ThreadOrigin {
  readonly source: ImportSource;
  readonly sourceId: string;
  /** Of its messages when it was imported. */
  readonly hash: string;
}

export interface TransferThread {
  readonly id: ThreadId;
  readonly kind: ThreadKind;
  readonly title: string;
  readonly titleSource: Thread['titleSource'];
  readonly isPinned: boolean;
  readonly archivedAt: number | null;
  readonly hasUnseen: boolean;
  readonly folderId: FolderId | null;
  readonly assistantId: AssistantId | null;
  readonly activeLeafId: MessageId | null;
  readonly parameters: ParameterOverrides;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly origin: ThreadOrigin | null;
}

/** A message that is not being written: what was, counts as interrupted. */
export type SettledState = Exclude<MessageState, 'streaming'>;

export interface TransferGeneration {
  readonly id: GenerationId;
  readonly purpose: GenerationPurpose;
  readonly state: SettledState;
  readonly stopReason: StopReason | null;
  readonly errorCode: ErrorCode | null;
  readonly parameters: ParameterOverrides;
  readonly stats: GenerationStats | null;
  readonly seed: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

interface MessageFacts {
  readonly role: MessageRole;
  readonly text: string;
  readonly state: SettledState;
  readonly createdAt: number;
  readonly starredAt: number | null;
  readonly keptAt: number | null;
  /** Absent for none. */
  readonly attachments?: readonly AttachmentText[] | undefined;
  readonly generations: readonly TransferGeneration[];
}

/** Removed messages are left out; what stood below one hangs on the nearest message that is there. */
export interface TransferMessage extends MessageFacts {
  readonly id: MessageId;
  readonly parentId: MessageId | null;
  readonly activeChildId: MessageId | null;
  /** The generation that wrote the text as it stands. */
  readonly generationId: GenerationId | null;
}

export interface ExportStore {
  /** Every folder, parents first. */
  listFolders(): Promise<TransferFolder[]>;
  /** Threads that are not removed and not temporary, oldest activity first, and how many messages they have together. */
  listThreads(): Promise<{ threadIds: ThreadId[]; messages: number }>;
  /** null: it is gone meanwhile. */
  findThread(threadId: ThreadId): Promise<TransferThread | null>;
  countMessages(threadId: ThreadId): Promise<number>;
  /** The branch that is looked at, root first. */
  listPathIds(threadId: ThreadId): Promise<MessageId[]>;
  /** In the order they were written, from behind `after` (null at the start); parents come before children. `next` null at the end. */
  readMessages(threadId: ThreadId, after: number | null): Promise<{ messages: TransferMessage[]; next: number | null }>;
}

/** A thread to add. An id that is taken is replaced by a fresh one. */
export interface NewThreadRow extends Omit<TransferThread, 'id' | 'activeLeafId' | 'origin'> {
  readonly id: ThreadId | null;
}

/** `parent` counts the thread's messages from 1 and is smaller than the message's own place. */
export interface NewMessageRow extends MessageFacts {
  readonly id: MessageId | null;
  readonly parent: number | null;
  /** The branch that was last looked at below its parent goes through it. */
  readonly isActive: boolean;
  /** Place in `generations` of the one that wrote the text as it stands. */
  readonly generationIndex: number | null;
}

export interface KnownChat {
  readonly source: ImportSource;
  readonly sourceId: string;
  readonly hash: string;
}

export type ImportStep =
  /** Those that are not there yet are added. */
  | { readonly type: 'folders'; readonly folders: readonly TransferFolder[] }
  /** `origin`: what the file itself says about where the thread came from. */
  | { readonly type: 'thread'; readonly thread: NewThreadRow; readonly origin: ThreadOrigin | null }
  | { readonly type: 'message'; readonly message: NewMessageRow }
  /** `leaf`: place of the message where the thread opens. `known`: what it is to be known by, unless it has an origin. */
  | { readonly type: 'end'; readonly leaf: number | null; readonly known: ThreadOrigin };

/** A thread whose messages are still coming. */
export interface OpenThread {
  readonly id: ThreadId;
  readonly wantedId: ThreadId | null;
  readonly origin: ThreadOrigin | null;
  readonly count: number;
}

/** Threads stay hidden until `finish`; `discardStep` takes out what an import that is not finished has added. */
export interface ImportStore {
  classify(chats: readonly KnownChat[]): Promise<ImportStatus[]>;
  begin(source: ImportSource): Promise<string>;
  /** In one commit. `open` is what the call before returned, null at first: the thread that the next messages belong to. */
  add(importId: string, open: OpenThread | null, steps: readonly ImportStep[]): Promise<OpenThread | null>;
  /** Puts the threads in their places in the list by their times, and shows them. */
  finish(importId: string, messages: number): Promise<PastImport>;
  /** A small part of the work; call until it says true. */
  discardStep(importId: string): Promise<boolean>;
  listUnfinished(): Promise<string[]>;
  list(): Promise<PastImport[]>;
  undo(importId: string): Promise<PastImport>;
  restore(importId: string): Promise<PastImport>;
}
