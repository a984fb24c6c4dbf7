/** The shape of every table, for kysely. The truth is `migrations/`; `migrate.test.ts` compares the two. */
import type { Generated } from 'kysely';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { GenerationPurpose, StopReason } from '#shared/models/generation.ts';
import type { GenerationId, MessageId, ModelId, ThreadId } from '#shared/models/ids.ts';
import type { MessageRole, MessageState } from '#shared/models/message.ts';
import type { Model, ModelKind } from '#shared/models/model.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';

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

export interface Tables {
  readonly threads: ThreadTable;
  readonly messages: MessageTable;
  readonly generations: GenerationTable;
  readonly models: ModelTable;
  readonly drafts: { readonly key: string; readonly text: string };
  /** One row a setting; `value` is JSON. */
  readonly settings: { readonly key: string; readonly value: string };
  readonly message_search: { readonly rowid: number; readonly text: string };
  readonly title_search: { readonly rowid: number; readonly text: string };
}
