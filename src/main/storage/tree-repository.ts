/**
 * The tree of a thread beyond its growth: messages removed, brought back and purged, a thread forked from a message, and the map of
 * all branches. A removal only marks; `removals` remembers what was looked at, so that undoing it is exact.
 */
import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { AppError } from '#shared/errors/app-error.ts';
import type { BranchMap } from '#shared/models/branch.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { toBranches } from './branch-map.ts';
import type { Connection } from './connection.ts';
import { ERASED_AT } from './erase-thread.ts';
import { forkThread } from './fork-thread.ts';
import { getMessage, isRemoved, rememberPathTo } from './message-rows.ts';
import { findLeafNear } from './message-tree.ts';
import { purgeRemovedMessages } from './purge-messages.ts';
import { queries } from './queries.ts';
import type { Removal, TreeStore } from './store.ts';
import type { MessageTable } from './tables.ts';
import { getThreadRow, toThread } from './thread-rows.ts';

const MOST_BRANCHES = 1_000;
const EXCERPT_LENGTH = 120;

export class TreeRepository implements TreeStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async remove(removal: Removal): Promise<{ removalId: string; thread: Thread }> {
    const removalId = randomUUID();
    const removed_at = this.#now();
    return this.#connection.transaction(() => {
      const threadId = this.#threadOf(removal.messageIds);
      if (this.#listWriting(removal).length > 0) throw new AppError('THREAD_BUSY');
      this.#connection.run(
        sql`
          ${this.#within(removal)}
          INSERT INTO message_marks (message_id, removed_at, removal_id)
            SELECT id, ${removed_at}, ${removalId} FROM doomed WHERE NOT ${isRemoved(sql.ref('doomed.id'))}
            ON CONFLICT (message_id) DO UPDATE SET removed_at = excluded.removed_at, removal_id = excluded.removal_id`.compile(queries),
      );
      const { active_leaf_id: leaf_before_id } = getThreadRow(this.#connection, threadId);
      const leaf_after_id = this.#look(threadId, leaf_before_id);
      const row = { id: removalId, thread_id: threadId, leaf_before_id, leaf_after_id, removed_at };
      this.#connection.run(queries.insertInto('removals').values(row).compile());
      return { removalId, thread: toThread(getThreadRow(this.#connection, threadId)) };
    });
  }

  async restore(removalId: string): Promise<Thread> {
    return this.#connection.transaction(() => {
      const removal = this.#connection.find(
        queries.selectFrom('removals').selectAll().where('id', '=', removalId).where('removed_at', '>', ERASED_AT).compile(),
      );
      if (!removal) throw new AppError('MESSAGE_NOT_FOUND');
      const { thread_id: threadId, leaf_before_id, leaf_after_id } = removal;
      const { active_leaf_id } = getThreadRow(this.#connection, threadId);
      const marks = queries.deleteFrom('message_marks').where('removal_id', '=', removalId);
      this.#connection.run(marks.where('starred_at', 'is', null).where('kept_at', 'is', null).compile());
      this.#connection.run(
        queries.updateTable('message_marks').set({ removed_at: null, removal_id: null }).where('removal_id', '=', removalId).compile(),
      );
      this.#connection.run(queries.deleteFrom('removals').where('id', '=', removalId).compile());
      // Who has looked elsewhere meanwhile stays there.
      this.#look(threadId, active_leaf_id === leaf_after_id ? leaf_before_id : active_leaf_id);
      return toThread(getThreadRow(this.#connection, threadId));
    });
  }

  async listWriting(removal: Removal): Promise<MessageId[]> {
    return this.#listWriting(removal);
  }

  async purgeRemovedBefore(epochMs: number): Promise<number> {
    const count = await purgeRemovedMessages(this.#connection, epochMs);
    if (count > 0) this.#connection.checkpointSoon();
    return count;
  }

  async fork(messageId: MessageId, title: string | null): Promise<Thread> {
    return this.#connection.transaction(() => forkThread(this.#connection, { messageId, title, now: this.#now }));
  }

  async getBranchMap(threadId: ThreadId): Promise<BranchMap> {
    const { active_leaf_id: leafId } = getThreadRow(this.#connection, threadId);
    const rows = this.#connection.all(
      sql<Pick<MessageTable, 'id' | 'parent_id' | 'role'> & { readonly is_gone: number }>`
        SELECT id, parent_id, role, ${isRemoved(sql.ref('messages.id'))} AS is_gone
        FROM messages WHERE thread_id = ${threadId} ORDER BY ordinal`.compile(queries),
    );
    const nodes = rows.map(({ id, parent_id: parentId, role, is_gone }) => ({ id, parentId, role, isRemoved: is_gone === 1 }));
    const all = toBranches(nodes, leafId);
    const shown = all.slice(0, MOST_BRANCHES);
    const excerpts = this.#excerpts(shown.map(({ messageId }) => messageId));
    return { branches: shown.map((branch) => ({ ...branch, excerpt: excerpts.get(branch.messageId) ?? '' })), total: all.length };
  }

  #excerpts(messageIds: readonly MessageId[]): Map<MessageId, string> {
    const rows = this.#connection.all(
      sql<{ id: MessageId; start: string }>`
        SELECT m.id, substr(m.text, 1, ${4 * EXCERPT_LENGTH}) AS start
        FROM json_each(${JSON.stringify(messageIds)}) wanted CROSS JOIN messages m ON m.id = wanted.value`.compile(queries),
    );
    return new Map(rows.map(({ id, start }) => [id, start.replaceAll(/\s+/gu, ' ').trim().slice(0, EXCERPT_LENGTH)]));
  }

  /** The one thread of all these messages, which are there. */
  #threadOf(messageIds: readonly MessageId[]): ThreadId {
    const threadIds = new Set(messageIds.map((id) => getMessage(this.#connection, id).threadId));
    const [threadId] = threadIds;
    invariant(threadId !== undefined && threadIds.size === 1, 'a removal is of messages of one thread');
    getThreadRow(this.#connection, threadId);
    return threadId;
  }

  /** SQL: `doomed (id)`, everything the removal takes, with what was removed before. */
  #within({ messageIds, scope }: Removal): RawBuilder<unknown> {
    const more = scope === 'one' ? sql`` : sql`UNION SELECT m.id FROM doomed JOIN messages m ON m.parent_id = doomed.id`;
    return sql`WITH RECURSIVE doomed (id) AS (SELECT value FROM json_each(${JSON.stringify(messageIds)}) ${more})`;
  }

  #listWriting(removal: Removal): MessageId[] {
    const rows = this.#connection.all(
      sql<{ id: MessageId }>`
        ${this.#within(removal)} SELECT m.id FROM doomed CROSS JOIN messages m ON m.id = doomed.id WHERE m.state = 'streaming'`.compile(
        queries,
      ),
    );
    return rows.map(({ id }) => id);
  }

  /** Makes the thread show the branch last looked at around `messageId`; returns its leaf. */
  #look(threadId: ThreadId, messageId: MessageId | null): MessageId | null {
    const leafId = findLeafNear(this.#connection, threadId, messageId);
    if (leafId !== null) rememberPathTo(this.#connection, leafId);
    this.#connection.run(queries.updateTable('threads').set({ active_leaf_id: leafId }).where('id', '=', threadId).compile());
    return leafId;
  }
}
