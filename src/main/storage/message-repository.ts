/**
 * Messages: the write protocol. A turn is committed whole before anyone hears of it; text is appended in small commits;
 * the end is one commit. Search rows change in the same transaction as the text they index, except while an answer is being
 * written: it is indexed once, at its end.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationPurpose } from '#shared/models/generation.ts';
import { messageIdSchema, type GenerationId, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import type { Message, MessagePage, MessageRole, MessageState } from '#shared/models/message.ts';
import type { Parameters } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { copyAttachments, insertAttachments } from './attachment-rows.ts';
import type { Connection } from './connection.ts';
import { getMessage, listSiblings, listUpwards, rememberPathTo } from './message-rows.ts';
import { findLeafBelow } from './message-tree.ts';
import { findUpwards, locateMessage } from './search/path-search.ts';
import { queries } from './queries.ts';
import { takeQueued } from './queue-repository.ts';
import { forgetMessage, indexMessage } from './search/search-index.ts';
import type { EndOfAnswer, MessageStore, NewTurn, PathFinds, PathQuestion } from './store.ts';
import { getThreadRow, nextActivity, toThread } from './thread-rows.ts';

const sentSchema = z.object({ systemPrompt: z.string() });

interface NewMessage {
  readonly threadId: ThreadId;
  readonly parentId: MessageId | null;
  readonly role: MessageRole;
  readonly state: MessageState;
  readonly generationId: GenerationId | null;
  readonly text: string;
}

export class MessageRepository implements MessageStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async get(messageId: MessageId): Promise<Message> {
    return getMessage(this.#connection, messageId);
  }

  async addTurn(turn: NewTurn): Promise<{ userMessage: Message | null; answers: Message[] }> {
    const { threadId, parentId, userText, generationIds } = turn;
    invariant(userText !== null || generationIds.length > 0, 'a turn adds at least one message');
    return this.#connection.transaction(() => {
      const previousLeafId = this.#checkParent(threadId, parentId);
      if (turn.queuedId !== undefined) takeQueued(this.#connection, threadId, turn.queuedId);
      const base = { threadId, state: 'done', generationId: null } as const;
      const userId = userText === null ? null : this.#insert({ ...base, parentId, role: 'user', text: userText });
      if (userId !== null) {
        insertAttachments(this.#connection, userId, turn.attachments ?? []);
        if (turn.attachmentsOf !== undefined) copyAttachments(this.#connection, turn.attachmentsOf, userId);
      }
      const answerParentId = userId ?? parentId;
      const answerIds = generationIds.map((generationId) => {
        const id = this.#insert({ threadId, parentId: answerParentId, role: 'assistant', state: 'streaming', generationId, text: '' });
        this.#insertGeneration(generationId, id, turn.purpose, turn.parameters);
        return id;
      });
      const leafId = answerIds[0] ?? userId;
      invariant(leafId !== null, 'a turn has a leaf');
      this.#setLeaf(threadId, leafId, previousLeafId === parentId ? [parentId, userId, leafId] : null);
      return {
        userMessage: userId === null ? null : getMessage(this.#connection, userId),
        answers: answerIds.map((id) => getMessage(this.#connection, id)),
      };
    });
  }

  async addFinished(
    threadId: ThreadId,
    parentId: MessageId | null,
    messages: readonly { role: MessageRole; text: string }[],
  ): Promise<Message[]> {
    if (messages.length === 0) return [];
    return this.#connection.transaction(() => {
      this.#checkParent(threadId, parentId);
      const ids: MessageId[] = [];
      for (const { role, text } of messages) {
        ids.push(this.#insert({ threadId, parentId: ids.at(-1) ?? parentId, role, state: 'done', generationId: null, text }));
      }
      const leafId = ids.at(-1);
      invariant(leafId !== undefined, 'the last message is the leaf');
      this.#setLeaf(threadId, leafId, null);
      return ids.map((id) => getMessage(this.#connection, id));
    });
  }

  async reopen(messageId: MessageId, generationId: GenerationId, parameters: Parameters): Promise<Message> {
    return this.#connection.transaction(() => {
      const message = getMessage(this.#connection, messageId);
      if (message.role !== 'assistant' || message.state === 'streaming') throw new AppError('MESSAGE_NOT_CONTINUABLE');
      getThreadRow(this.#connection, message.threadId);
      forgetMessage(this.#connection, messageId);
      this.#insertGeneration(generationId, messageId, this.#purposeOf(message), parameters);
      this.#connection.run(
        queries.updateTable('messages').set({ state: 'streaming', generation_id: generationId }).where('id', '=', messageId).compile(),
      );
      this.#touchThread(message.threadId);
      return getMessage(this.#connection, messageId);
    });
  }

  async appendText(messageId: MessageId, text: string): Promise<void> {
    this.#connection.transaction(() => this.#append(messageId, text));
  }

  async finish(messageId: MessageId, lastText: string, end: EndOfAnswer): Promise<Message> {
    return this.#connection.transaction(() => {
      this.#append(messageId, lastText);
      this.#connection.run(queries.updateTable('messages').set({ state: end.state }).where('id', '=', messageId).compile());
      const message = getMessage(this.#connection, messageId);
      this.#connection.run(
        queries
          .updateTable('generations')
          .set((row) => ({
            state: end.state,
            stop_reason: end.stopReason,
            error_code: end.errorCode,
            stats: end.stats === null ? null : JSON.stringify(end.stats),
            seed: end.stats === null ? row.ref('seed') : end.stats.seed,
            ended_at: this.#now(),
          }))
          .where('id', '=', message.generationId)
          .compile(),
      );
      indexMessage(this.#connection, messageId);
      return getMessage(this.#connection, messageId);
    });
  }

  async listPath(threadId: ThreadId, { before, limit }: { before: MessageId | null; limit: number }): Promise<MessagePage> {
    const { active_leaf_id: leafId } = getThreadRow(this.#connection, threadId);
    const startId = before === null ? leafId : this.#getInThread(threadId, before).parentId;
    if (startId === null) return { messages: [], before: null };
    const messages = listUpwards(this.#connection, startId, limit);
    const oldest = messages[0];
    return { messages, before: oldest && oldest.parentId !== null ? oldest.id : null };
  }

  async listAncestry(messageId: MessageId, limit: number): Promise<Message[]> {
    const messages = listUpwards(this.#connection, messageId, limit);
    if (messages.length > 0) return messages;
    const row = this.#connection.find(queries.selectFrom('messages').select('id').where('id', '=', messageId).compile());
    if (!row) throw new AppError('MESSAGE_NOT_FOUND');
    return [];
  }

  async listVersions(messageId: MessageId): Promise<Message[]> {
    const versions = listSiblings(this.#connection, messageId);
    if (versions.length === 0) throw new AppError('MESSAGE_NOT_FOUND');
    return versions;
  }

  async findSentPrompt(messageId: MessageId): Promise<string | undefined> {
    const row = this.#connection.find(
      queries
        .selectFrom('messages')
        .innerJoin('generations', 'generations.id', 'messages.generation_id')
        .select('generations.parameters')
        .where('messages.id', '=', messageId)
        .compile(),
    );
    // What was imported may have been asked with fewer parameters.
    return row && sentSchema.safeParse(JSON.parse(row.parameters)).data?.systemPrompt;
  }

  async findOnPath({ threadId, text, before, limit }: PathQuestion): Promise<PathFinds> {
    const { active_leaf_id: leafId } = getThreadRow(this.#connection, threadId);
    const startId = before === null ? leafId : this.#getInThread(threadId, before).parentId;
    return startId === null ? { found: [], before: null } : findUpwards(this.#connection, startId, text, limit);
  }

  async locate(messageId: MessageId): Promise<{ threadId: ThreadId; isOnPath: boolean }> {
    return locateMessage(this.#connection, messageId);
  }

  async selectVersion(messageId: MessageId): Promise<Thread> {
    return this.#connection.transaction(() => {
      const { threadId } = getMessage(this.#connection, messageId);
      getThreadRow(this.#connection, threadId);
      const leafId = findLeafBelow(this.#connection, threadId, messageId);
      rememberPathTo(this.#connection, leafId);
      this.#connection.run(queries.updateTable('threads').set({ active_leaf_id: leafId }).where('id', '=', threadId).compile());
      return toThread(getThreadRow(this.#connection, threadId));
    });
  }

  /** Does nothing on a read-only library, where nothing can be streaming. */
  async recoverInterrupted(): Promise<number> {
    if (this.#connection.isReadOnly) return 0;
    return this.#connection.transaction(() => {
      const streaming = this.#connection.all(queries.selectFrom('messages').select('id').where('state', '=', 'streaming').compile());
      for (const { id } of streaming) indexMessage(this.#connection, id);
      for (const table of ['messages', 'generations'] as const) {
        this.#connection.run(queries.updateTable(table).set({ state: 'interrupted' }).where('state', '=', 'streaming').compile());
      }
      return streaming.length;
    });
  }

  /** Returns the leaf so far. */
  #checkParent(threadId: ThreadId, parentId: MessageId | null): MessageId | null {
    const { active_leaf_id: leafId } = getThreadRow(this.#connection, threadId);
    if (parentId !== null) this.#getInThread(threadId, parentId);
    return leafId;
  }

  #getInThread(threadId: ThreadId, messageId: MessageId): { parentId: MessageId | null } {
    const row = this.#connection.find(
      queries.selectFrom('messages').select('parent_id').where('id', '=', messageId).where('thread_id', '=', threadId).compile(),
    );
    if (!row) throw new AppError('MESSAGE_NOT_FOUND');
    return { parentId: row.parent_id };
  }

  #insert({ threadId, parentId, role, state, generationId, text }: NewMessage): MessageId {
    const id = messageIdSchema.parse(randomUUID());
    this.#connection.run(
      queries
        .insertInto('messages')
        .values({
          id,
          thread_id: threadId,
          parent_id: parentId,
          ordinal: sql<number>`(SELECT coalesce(max(ordinal), 0) + 1 FROM messages WHERE thread_id = ${threadId})`,
          role,
          state,
          active_child_id: null,
          generation_id: generationId,
          created_at: this.#now(),
          text,
        })
        .compile(),
    );
    if (state === 'done') indexMessage(this.#connection, id);
    return id;
  }

  #insertGeneration(id: GenerationId, messageId: MessageId, purpose: GenerationPurpose, parameters: Parameters): void {
    this.#connection.run(
      queries
        .insertInto('generations')
        .values({
          id,
          message_id: messageId,
          purpose,
          state: 'streaming',
          stop_reason: null,
          error_code: null,
          parameters: JSON.stringify(parameters),
          stats: null,
          seed: parameters.seed,
          started_at: this.#now(),
          ended_at: null,
        })
        .compile(),
    );
  }

  #purposeOf({ generationId }: Message): GenerationPurpose {
    const row = this.#connection.find(queries.selectFrom('generations').select('purpose').where('id', '=', generationId).compile());
    return row?.purpose ?? 'chat';
  }

  #append(messageId: MessageId, text: string): void {
    const changed = this.#connection.run(
      queries
        .updateTable('messages')
        .set((row) => ({ text: sql<string>`${row.ref('text')} || ${text}` }))
        .where('id', '=', messageId)
        .where('state', '=', 'streaming')
        .compile(),
    );
    if (changed === 1) return;
    const { state } = getMessage(this.#connection, messageId);
    invariant(state === 'streaming', `text for an answer that is ${state}`);
  }

  /** `newPath`: the only links that are new, when the thread simply grew at its leaf; null walks the whole path. */
  #setLeaf(threadId: ThreadId, leafId: MessageId, newPath: readonly (MessageId | null)[] | null): void {
    if (newPath === null) rememberPathTo(this.#connection, leafId);
    const links = (newPath ?? []).filter((id) => id !== null);
    for (const [index, id] of links.entries()) {
      const child = links[index + 1];
      if (child !== undefined && child !== id) {
        this.#connection.run(queries.updateTable('messages').set({ active_child_id: child }).where('id', '=', id).compile());
      }
    }
    this.#connection.run(queries.updateTable('threads').set({ active_leaf_id: leafId }).where('id', '=', threadId).compile());
    this.#touchThread(threadId);
  }

  #touchThread(threadId: ThreadId): void {
    this.#connection.run(
      queries
        .updateTable('threads')
        .set({ activity: nextActivity(this.#connection), updated_at: this.#now() })
        .where('id', '=', threadId)
        .compile(),
    );
  }
}
