/**
 * Open WebUI's export of chats: a list of rows whose `chat.history` holds `messages` by id with `parentId` and `childrenIds`, and
 * the `currentId`. Older exports have only the shown branch, as `chat.messages`.
 */
import type { ForeignNode } from './arrange-tree.ts';
import type { ChatReader } from './chat-piece.ts';
import { readElements } from './element-reader.ts';
import { foreignChat, Losses } from './foreign-chat.ts';
import { fieldOf, idOf, isRecord, listOf, textOf, timeOf, titleOf } from './foreign-values.ts';

/** Reasoning is kept inside the answer as a folded block. */
const REASONING = /<details type="reasoning"[^>]*>[\s\S]*?<\/details>\s*/gu;

function toMessage(message: unknown, losses: Losses): ForeignNode['message'] {
  const role = fieldOf(message, 'role');
  if (role !== 'user' && role !== 'assistant') return null;
  const files = listOf(fieldOf(message, 'files')).map((file) => titleOf(fieldOf(file, 'name')));
  if (files.length > 0) losses.add('attachments', files.length);
  const content = textOf(fieldOf(message, 'content'));
  const said = role === 'assistant' ? content.replace(REASONING, '') : content;
  if (said.length !== content.length) losses.add('reasoning');
  const text = [...files.filter((name) => name !== '').map((name) => `[${name}]`), said].filter((part) => part.trim() !== '').join('\n\n');
  return text === '' ? null : { role, text, createdAt: timeOf(fieldOf(message, 'timestamp')) };
}

function toNodes(chat: unknown, losses: Losses): ForeignNode[] {
  const byId = fieldOf(fieldOf(chat, 'history'), 'messages');
  if (isRecord(byId)) {
    return Object.entries(byId).map(([id, message]): ForeignNode => ({
      id,
      parentId: idOf(fieldOf(message, 'parentId')),
      childIds: listOf(fieldOf(message, 'childrenIds')).flatMap((child) => idOf(child) ?? []),
      message: toMessage(message, losses),
    }));
  }
  return listOf(fieldOf(chat, 'messages')).map((message, index): ForeignNode => ({
    id: String(index),
    parentId: index === 0 ? null : String(index - 1),
    childIds: [],
    message: toMessage(message, losses),
  }));
}

export const openWebui: ChatReader = {
  source: 'open-webui',
  passes: 1,
  read: (file) =>
    readElements(file, 'chat', function* toPieces(row) {
      const losses = new Losses();
      const chat = fieldOf(row, 'chat');
      const nodes = toNodes(chat, losses);
      const systemPrompt = textOf(fieldOf(chat, 'system')) || textOf(fieldOf(fieldOf(chat, 'params'), 'system'));
      yield* losses.tell();
      yield* foreignChat({
        source: 'open-webui',
        sourceId: idOf(fieldOf(row, 'id')) ?? idOf(fieldOf(chat, 'id')),
        title: titleOf(fieldOf(row, 'title') ?? fieldOf(chat, 'title')),
        createdAt: timeOf(fieldOf(row, 'created_at') ?? fieldOf(chat, 'timestamp')),
        updatedAt: timeOf(fieldOf(row, 'updated_at')),
        isPinned: fieldOf(row, 'pinned') === true,
        isArchived: fieldOf(row, 'archived') === true,
        systemPrompt: systemPrompt === '' ? null : systemPrompt,
        nodes,
        currentId: idOf(fieldOf(fieldOf(chat, 'history'), 'currentId')),
      });
    }),
};
