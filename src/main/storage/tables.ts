/** The shape of every table, for kysely. The truth is `migrations/`; `migrate.test.ts` compares the two. */
import type { Generated } from 'kysely';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { GenerationPurpose, StopReason } from '#shared/models/generation.ts';
import type { AttachmentKind } from '#shared/models/attachment.ts';
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
import type { MessageRole, MessageState } from '#shared/models/message.ts';
import type { Model, ModelKind } from '#shared/models/model.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';
import type { ImportSource } from '#shared/models/transfer.ts';

export interface ThreadTable {
  /** Row number of the search index; never changes. */
  readonly key: Generated<number>;
  readonly id: ThreadId;
  readonly kind: ThreadKind;
  readonly title: string;
  readonly title_source: Thread['titleSource'];
  readonly is_pinned: number;
  readonly active_leaf_id: MessageId | null;
  /** JSON of `ParameterOverrides`. */
  readonly parameters: string;
  readonly created_at: number;
  readonly updated_at: number;
  /** Rises with every activity in any thread; the list's order. */
  readonly activity: number;
  readonly removed_at: number | null;
  readonly folder_id: FolderId | null;
  readonly assistant_id: AssistantId | null;
  readonly archived_at: number | null;
  /** An answer came while nobody looked at the thread. */
  readonly has_unseen: Generated<number>;
}

export interface FolderTable {
  readonly id: FolderId;
  readonly parent_id: FolderId | null;
  readonly name: string;
  /** Order among the folders of one parent. */
  readonly position: number;
  readonly created_at: number;
  readonly removed_at: number | null;
}

/** Only messages that carry a mark have a row. */
export interface MessageMarkTable {
  readonly message_id: MessageId;
  readonly starred_at: number | null;
  /** Stays in the context window whatever else is left out. */
  readonly kept_at: number | null;
  readonly removed_at: number | null;
  /** What was removed together comes back together; null for a removed message that is really gone but holds up the ones below it. */
  readonly removal_id: string | null;
}

/** An assistant of the user's own, or a shipped one that was changed. */
export interface AssistantTable {
  readonly id: AssistantId;
  /** JSON of `AssistantContent`. */
  readonly content: string;
  readonly created_at: number;
  readonly removed_at: number | null;
}

/** The text of a file that went into a message. */
export interface AttachmentTable {
  readonly key: Generated<number>;
  readonly id: AttachmentId;
  readonly message_id: MessageId;
  readonly ordinal: number;
  readonly name: string;
  readonly kind: AttachmentKind;
  readonly size_bytes: number;
  readonly part: string;
  readonly characters: number;
  readonly text: string;
}

/** A message that waits for the answer before it to end. */
export interface QueuedMessageTable {
  readonly key: Generated<number>;
  readonly id: QueuedId;
  readonly thread_id: ThreadId;
  readonly position: number;
  readonly candidates: number;
  readonly created_at: number;
  /** JSON of `AttachmentText[]`. */
  readonly attachments: string;
  readonly text: string;
}

/** What stands in a request for turns that were left out. */
export interface ContextSummaryTable {
  readonly id: SummaryId;
  readonly thread_id: ThreadId;
  /** The oldest message it tells of, and the newest. */
  readonly from_message_id: MessageId;
  readonly until_message_id: MessageId;
  /** How many messages of the path it tells of. */
  readonly message_count: number;
  readonly model_name: string;
  readonly created_at: number;
  readonly edited_at: number | null;
  readonly removed_at: number | null;
  readonly text: string;
}

/** One row a removal of messages that can still be undone. */
export interface RemovalTable {
  readonly id: string;
  readonly thread_id: ThreadId;
  readonly leaf_before_id: MessageId | null;
  readonly leaf_after_id: MessageId | null;
  readonly removed_at: number;
}

export interface MessageTable {
  /** Rises with every message of any thread; row number of the search index. */
  readonly key: Generated<number>;
  readonly id: MessageId;
  readonly thread_id: ThreadId;
  readonly parent_id: MessageId | null;
  /** Rises with every message of the thread. */
  readonly ordinal: number;
  readonly role: MessageRole;
  readonly state: MessageState;
  /** The child on the branch that was last looked at. */
  readonly active_child_id: MessageId | null;
  /** The latest generation that wrote it. */
  readonly generation_id: GenerationId | null;
  readonly created_at: number;
  readonly text: string;
}

export interface GenerationTable {
  readonly id: GenerationId;
  readonly message_id: MessageId;
  readonly purpose: GenerationPurpose;
  readonly state: MessageState;
  readonly stop_reason: StopReason | null;
  readonly error_code: ErrorCode | null;
  /** JSON of `Parameters`. */
  readonly parameters: string;
  /** JSON of `GenerationStats`. */
  readonly stats: string | null;
  /** The seed asked for, then the seed that was in force. */
  readonly seed: number | null;
  readonly started_at: number;
  readonly ended_at: number | null;
}

export interface ModelTable {
  readonly key: Generated<number>;
  readonly id: ModelId;
  readonly path: string;
  readonly name: string;
  readonly file_name: string;
  readonly kind: ModelKind;
  readonly architecture: string;
  readonly size_bytes: number;
  readonly parameter_count: number | null;
  readonly quantisation: string | null;
  readonly trained_context: number;
  /** JSON array of BCP 47 tags. */
  readonly languages: string;
  /** JSON of `Model['abilities']`. */
  readonly abilities: string;
  readonly licence: string | null;
  readonly origin: Model['origin'];
  readonly is_quarantined: number;
  readonly last_used_at: number | null;
}

/** One run of an import. */
export interface ImportTable {
  readonly key: Generated<number>;
  readonly id: string;
  readonly source: ImportSource;
  readonly threads: number;
  readonly messages: number;
  readonly started_at: number;
  /** null: it is under way, or was cut off; its threads are still hidden. */
  readonly finished_at: number | null;
  readonly undone_at: number | null;
}

/** What an import added, in the order it came. */
export interface ImportItemTable {
  readonly import_id: string;
  readonly position: number;
  readonly kind: 'thread' | 'folder';
  readonly item_id: string;
}

/** Which chat of which program a thread was, with the hash of its messages then. */
export interface ThreadOriginTable {
  readonly thread_id: ThreadId;
  readonly source: ImportSource;
  readonly source_id: string;
  readonly content_hash: string;
}

export interface Tables {
  readonly threads: ThreadTable;
  readonly messages: MessageTable;
  readonly message_marks: MessageMarkTable;
  readonly removals: RemovalTable;
  readonly context_summaries: ContextSummaryTable;
  readonly folders: FolderTable;
  readonly assistants: AssistantTable;
  /** What `{{selection}}` stands for in a thread. */
  readonly thread_selections: { readonly thread_id: ThreadId; readonly text: string };
  readonly attachments: AttachmentTable;
  readonly queued_messages: QueuedMessageTable;
  readonly generations: GenerationTable;
  readonly models: ModelTable;
  readonly imports: ImportTable;
  readonly import_items: ImportItemTable;
  readonly thread_origins: ThreadOriginTable;
  readonly drafts: { readonly key: string; readonly text: string };
  readonly quick_questions: { readonly key: Generated<number>; readonly text: string };
  /** Between which times the messages whose `key >> 10` is `segment` were written. Kept by triggers. */
  readonly message_times: { readonly segment: number; readonly first_at: number; readonly last_at: number };
  readonly library_facts: { readonly key: string; readonly value: string };
  /** One row a setting; `value` is JSON. */
  readonly settings: { readonly key: string; readonly value: string };
  readonly message_search: { readonly rowid: number; readonly text: string };
  readonly title_search: { readonly rowid: number; readonly text: string };
}
