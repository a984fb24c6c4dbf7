/** Which messages always stay in the context, and the summaries of those that do not. */
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import { summaryIdSchema, type MessageId, type SummaryId, type ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Connection } from './connection.ts';
import { getMessage } from './message-rows.ts';
import { queries } from './queries.ts';
import type { ContextStore, NewSummary, StoredSummary } from './store.ts';
import type { ContextSummaryTable } from './tables.ts';

type Change = Partial<Pick<ContextSummaryTable, 'text' | 'edited_at' | 'removed_at'>>;

export class ContextRepository implements ContextStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async setKept(messageId: MessageId, isKept: boolean): Promise<Message> {
    return this.#connection.transaction(() => {
      getMessage(this.#connection, messageId);
      const kept_at = isKept ? this.#now() : null;
      const mark = { message_id: messageId, starred_at: null, kept_at, removed_at: null, removal_id: null };
      const save = queries
        .insertInto('message_marks')
        .values(mark)
        .onConflict((conflict) => conflict.column('message_id').doUpdateSet({ kept_at }));
      this.#connection.run(save.compile());
      return getMessage(this.#connection, messageId);
    });
  }

  async listSummaries(threadId: ThreadId): Promise<StoredSummary[]> {
    const rows = queries.selectFrom('context_summaries').selectAll().where('thread_id', '=', threadId).where('removed_at', 'is', null);
    return this.#connection.all(rows.orderBy('created_at').orderBy('id').compile()).map((row) => ({
      id: row.id,
      fromMessageId: row.from_message_id,
      untilMessageId: row.until_message_id,
      messageCount: row.message_count,
      text: row.text,
      modelName: row.model_name,
      isEdited: row.edited_at !== null,
    }));
  }

  async addSummary({ threadId, fromMessageId, untilMessageId, messageCount, text, modelName }: NewSummary): Promise<void> {
    const row = {
      id: summaryIdSchema.parse(randomUUID()),
      thread_id: threadId,
      from_message_id: fromMessageId,
      until_message_id: untilMessageId,
      message_count: messageCount,
      model_name: modelName,
      created_at: this.#now(),
      edited_at: null,
      removed_at: null,
      text,
    };
    this.#connection.transaction(() => this.#connection.run(queries.insertInto('context_summaries').values(row).compile()));
  }

  async editSummary(threadId: ThreadId, summaryId: SummaryId, text: string): Promise<void> {
    this.#change(threadId, summaryId, { text, edited_at: this.#now() });
  }

  async removeSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void> {
    this.#change(threadId, summaryId, { removed_at: this.#now() });
  }

  async restoreSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void> {
    this.#change(threadId, summaryId, { removed_at: null });
  }

  #change(threadId: ThreadId, summaryId: SummaryId, values: Change): void {
    this.#connection.transaction(() => {
      const update = queries.updateTable('context_summaries').set(values).where('id', '=', summaryId).where('thread_id', '=', threadId);
      if (this.#connection.run(update.compile()) === 0) throw new AppError('SUMMARY_NOT_FOUND');
    });
  }
}
