import { AppError } from '#shared/errors/app-error.ts';
import { assistantContentSchema, type AssistantContent } from '#shared/models/assistant.ts';
import type { AssistantId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { AssistantStore, StoredAssistant } from './store.ts';

/** What the user made or changed, oldest first. Content that no longer fits (of another version) is passed over, never deleted. */
export class AssistantRepository implements AssistantStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async list(): Promise<StoredAssistant[]> {
    const rows = queries.selectFrom('assistants').select(['id', 'content']).where('removed_at', 'is', null);
    return this.#connection.all(rows.orderBy('created_at').orderBy('id').compile()).flatMap(({ id, content }) => {
      const stored: unknown = JSON.parse(content);
      const read = assistantContentSchema.safeParse(stored);
      return read.success ? [{ id, content: read.data }] : [];
    });
  }

  async save(assistants: readonly StoredAssistant[]): Promise<void> {
    this.#connection.transaction(() => {
      for (const { id, content } of assistants) this.#save(id, content);
    });
  }

  async remove(id: AssistantId): Promise<void> {
    this.#setRemoved(id, this.#now());
  }

  async restore(id: AssistantId): Promise<void> {
    this.#setRemoved(id, null);
  }

  async forget(id: AssistantId): Promise<void> {
    this.#connection.transaction(() => {
      this.#connection.run(queries.deleteFrom('assistants').where('id', '=', id).compile());
    });
  }

  async purgeRemovedBefore(epochMs: number): Promise<void> {
    this.#connection.transaction(() => {
      this.#connection.run(queries.deleteFrom('assistants').where('removed_at', '<', epochMs).compile());
    });
  }

  #save(id: AssistantId, content: AssistantContent): void {
    const text = JSON.stringify(content);
    const insert = queries
      .insertInto('assistants')
      .values({ id, content: text, created_at: this.#now(), removed_at: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ content: text, removed_at: null }));
    this.#connection.run(insert.compile());
  }

  #setRemoved(id: AssistantId, removed_at: number | null): void {
    this.#connection.transaction(() => {
      const changed = this.#connection.run(queries.updateTable('assistants').set({ removed_at }).where('id', '=', id).compile());
      if (changed === 0) throw new AppError('ASSISTANT_NOT_FOUND');
    });
  }
}
