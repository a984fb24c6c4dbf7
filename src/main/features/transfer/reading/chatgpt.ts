/**
 * ChatGPT's `conversations.json`: a list of conversations, each a `mapping` of nodes with `parent` and `children`, and the
 * `current_node` that was last looked at. Regenerated and edited turns are siblings and stay so. What is not shown in ChatGPT
 * either (system messages, calls of tools and their results) is left out and counted.
 */
import type { MessageRole } from '#shared/models/message.ts';
import type { ForeignNode } from './arrange-tree.ts';
import type { ChatReader } from './chat-piece.ts';
import { readElements } from './element-reader.ts';
import { foreignChat, Losses } from './foreign-chat.ts';
import { fieldOf, idOf, isRecord, listOf, textOf, timeOf, titleOf } from './foreign-values.ts';

const ROLES: ReadonlyMap<unknown, MessageRole> = new Map([
  ['user', 'user'],
  ['assistant', 'assistant'],
]);
const REASONING = new Set<unknown>(['thoughts', 'reasoning_recap']);
const NOT_SHOWN = new Set<unknown>(['user_editable_context', 'model_editable_context', 'system_error']);

/** A part that is no text: a picture, sound. */
function partText(part: unknown, losses: Losses): string {
  if (typeof part === 'string') return textOf(part);
  const type = fieldOf(part, 'content_type');
  if (type === 'audio_transcription' || type === 'text') return textOf(fieldOf(part, 'text'));
  if (!isRecord(part)) return '';
  losses.add('attachments');
  return type === 'image_asset_pointer' ? '[image]' : '[attachment]';
}

function contentText(content: unknown, losses: Losses): string {
  const type = fieldOf(content, 'content_type');
  if (type === 'code')
    return `\`\`\`${textOf(fieldOf(content, 'language')).replace(/^unknown$/, '')}\n${textOf(fieldOf(content, 'text'))}\n\`\`\``;
  const parts = listOf(fieldOf(content, 'parts'));
  const text = parts.map((part) => partText(part, losses)).filter((part) => part !== '');
  return text.length > 0 ? text.join('\n\n') : textOf(fieldOf(content, 'text'));
}

function toMessage(message: unknown, losses: Losses): ForeignNode['message'] {
  const content = fieldOf(message, 'content');
  const authorRole = fieldOf(fieldOf(message, 'author'), 'role');
  const role = ROLES.get(authorRole);
  const type = fieldOf(content, 'content_type');
  if (REASONING.has(type)) {
    losses.add('reasoning');
    return null;
  }
  const recipient = fieldOf(message, 'recipient');
  if (authorRole === 'tool' || (role === 'assistant' && typeof recipient === 'string' && recipient !== 'all')) {
    losses.add('tool-steps');
    return null;
  }
  const isHidden = fieldOf(fieldOf(message, 'metadata'), 'is_visually_hidden_from_conversation') === true;
  if (role === undefined || isHidden || NOT_SHOWN.has(type)) return null;
  const text = contentText(content, losses);
  const files = listOf(fieldOf(fieldOf(message, 'metadata'), 'attachments')).map((file) => titleOf(fieldOf(file, 'name')));
  if (files.length > 0) losses.add('attachments', files.length);
  const full = [...files.filter((name) => name !== '').map((name) => `[${name}]`), text].filter((part) => part.trim() !== '').join('\n\n');
  return full === '' ? null : { role, text: full, createdAt: timeOf(fieldOf(message, 'create_time')) };
}

export const chatgpt: ChatReader = {
  source: 'chatgpt',
  passes: 1,
  read: (file) =>
    readElements(file, 'mapping', function* toPieces(conversation) {
      const losses = new Losses();
      const mapping = fieldOf(conversation, 'mapping');
      const nodes = Object.entries(isRecord(mapping) ? mapping : {}).map(([id, node]): ForeignNode => ({
        id,
        parentId: idOf(fieldOf(node, 'parent')),
        childIds: listOf(fieldOf(node, 'children')).flatMap((child) => idOf(child) ?? []),
        message: toMessage(fieldOf(node, 'message'), losses),
      }));
      yield* losses.tell();
      yield* foreignChat({
        source: 'chatgpt',
        sourceId: idOf(fieldOf(conversation, 'conversation_id')) ?? idOf(fieldOf(conversation, 'id')),
        title: titleOf(fieldOf(conversation, 'title')),
        createdAt: timeOf(fieldOf(conversation, 'create_time')),
        updatedAt: timeOf(fieldOf(conversation, 'update_time')),
        isPinned: fieldOf(conversation, 'is_starred') === true,
        isArchived: fieldOf(conversation, 'is_archived') === true,
        systemPrompt: null,
        nodes,
        currentId: idOf(fieldOf(conversation, 'current_node')),
      });
    }),
};
