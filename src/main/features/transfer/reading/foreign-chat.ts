/** A chat of another program as pieces. */
import type { ImportSource, ImportWarning } from '#shared/models/transfer.ts';
import type { ThreadOrigin } from '#main/storage/transfer/transfer-store.ts';
import { createThreadHash } from '#main/storage/transfer/thread-hash.ts';
import { arrangeTree, type ForeignNode } from './arrange-tree.ts';
import type { ChatPiece } from './chat-piece.ts';

export interface ForeignChat {
  readonly source: ImportSource;
  /** null: the program names its chats nowhere; then what is said in it does. */
  readonly sourceId: string | null;
  readonly title: string;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly systemPrompt: string | null;
  readonly nodes: readonly ForeignNode[];
  readonly currentId: string | null;
}

const MOST_SYSTEM_PROMPT = 100_000;

/** Chats without a message are left out, and counted. */
export function* foreignChat(chat: ForeignChat): Generator<ChatPiece> {
  const times = chat.nodes.flatMap(({ message }) => message?.createdAt ?? []);
  const oldest = times.reduce((least, time) => Math.min(least, time), Infinity);
  const newest = times.reduce((most, time) => Math.max(most, time), 0);
  const createdAt = chat.createdAt ?? (Number.isFinite(oldest) ? oldest : (chat.updatedAt ?? Date.now()));
  const { messages, leaf, damaged } = arrangeTree(chat.nodes, chat.currentId, createdAt);
  if (damaged > 0) yield warning('damaged-tree', damaged);
  if (messages.length === 0) {
    yield warning('empty', 1);
    return;
  }
  const updatedAt = chat.updatedAt ?? Math.max(createdAt, newest);
  const { title, isPinned, isArchived, systemPrompt } = chat;
  yield {
    type: 'thread',
    thread: {
      id: null,
      kind: 'chat',
      title,
      titleSource: title === '' ? 'none' : 'user',
      isPinned,
      archivedAt: isArchived ? updatedAt : null,
      hasUnseen: false,
      folderId: null,
      assistantId: null,
      parameters: systemPrompt === null || systemPrompt.length > MOST_SYSTEM_PROMPT ? {} : { systemPrompt },
      createdAt,
      updatedAt,
      sourceId: chat.sourceId ?? digestOf(messages),
      origin: null,
    },
  };
  for (const message of messages) yield { type: 'message', message };
  yield { type: 'end', leaf };
}

function digestOf(messages: readonly { parent: number | null; role: 'user' | 'assistant'; text: string }[]): ThreadOrigin['sourceId'] {
  const hash = createThreadHash();
  for (const { parent, role, text } of messages) hash.add(parent, role, text);
  return hash.digest();
}

export const warning = (code: ImportWarning, count: number): ChatPiece => ({ type: 'warning', code, count });

/** Adds up what could not be taken over of one chat, and says it once. */
export class Losses {
  readonly #counts = new Map<ImportWarning, number>();

  add(code: ImportWarning, count = 1): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + count);
  }

  *tell(): Generator<ChatPiece> {
    for (const [code, count] of this.#counts) yield warning(code, count);
  }
}
