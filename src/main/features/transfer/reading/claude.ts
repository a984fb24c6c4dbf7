/**
 * Claude's `conversations.json`: a list of conversations with `chat_messages`, in a row or, in newer exports, with the
 * `parent_message_uuid` of each. Text that was extracted from attachments is kept, because the answers refer to it.
 */
import type { ForeignNode } from './arrange-tree.ts';
import type { ChatReader } from './chat-piece.ts';
import { readElements } from './element-reader.ts';
import { foreignChat, Losses } from './foreign-chat.ts';
import { fieldOf, idOf, listOf, textOf, timeOf, titleOf, type ForeignRecord } from './foreign-values.ts';

/** The parent of every first message. */
const NO_PARENT = '00000000-0000-4000-8000-000000000000';

function blockText(block: unknown, losses: Losses): string {
  switch (fieldOf(block, 'type')) {
    case 'text':
      return textOf(fieldOf(block, 'text'));
    case 'thinking':
      losses.add('reasoning');
      return '';
    case 'tool_use':
    case 'tool_result':
      losses.add('tool-steps');
      return '';
    default:
      return '';
  }
}

function attachmentText(attachment: unknown, losses: Losses): string {
  const name = titleOf(fieldOf(attachment, 'file_name'));
  const extracted = textOf(fieldOf(attachment, 'extracted_content'));
  if (extracted === '') losses.add('attachments');
  const head = `[${name === '' ? 'attachment' : name}]`;
  return extracted === '' ? head : `${head}\n\n${extracted}`;
}

function toText(message: unknown, losses: Losses): string {
  const attachments = listOf(fieldOf(message, 'attachments')).map((attachment) => attachmentText(attachment, losses));
  const files = listOf(fieldOf(message, 'files')).map((file) => attachmentText(file, losses));
  const blocks = listOf(fieldOf(message, 'content')).map((block) => blockText(block, losses));
  const said = blocks.some((block) => block.trim() !== '') ? blocks : [textOf(fieldOf(message, 'text'))];
  return [...attachments, ...files, ...said].filter((part) => part.trim() !== '').join('\n\n');
}

function toNodes(conversation: ForeignRecord, losses: Losses): ForeignNode[] {
  const messages = listOf(fieldOf(conversation, 'chat_messages'));
  const hasParents = messages.some((message) => idOf(fieldOf(message, 'parent_message_uuid')) !== null);
  let lastId: string | null = null;
  return messages.map((message, index): ForeignNode => {
    const id = idOf(fieldOf(message, 'uuid')) ?? `message ${index}`;
    const named = idOf(fieldOf(message, 'parent_message_uuid'));
    const parentId = hasParents ? (named === NO_PARENT ? null : named) : lastId;
    lastId = id;
    const sender = fieldOf(message, 'sender');
    const role = sender === 'human' ? 'user' : sender === 'assistant' ? 'assistant' : null;
    const text = role === null ? '' : toText(message, losses);
    const createdAt = timeOf(fieldOf(message, 'created_at'));
    return { id, parentId, childIds: [], message: role === null || text === '' ? null : { role, text, createdAt } };
  });
}

export const claude: ChatReader = {
  source: 'claude',
  passes: 1,
  read: (file) =>
    readElements(file, 'chat_messages', function* toPieces(conversation) {
      const losses = new Losses();
      const nodes = toNodes(conversation, losses);
      yield* losses.tell();
      yield* foreignChat({
        source: 'claude',
        sourceId: idOf(fieldOf(conversation, 'uuid')),
        title: titleOf(fieldOf(conversation, 'name')),
        createdAt: timeOf(fieldOf(conversation, 'created_at')),
        updatedAt: timeOf(fieldOf(conversation, 'updated_at')),
        isPinned: fieldOf(conversation, 'is_starred') === true,
        isArchived: false,
        systemPrompt: null,
        nodes,
        currentId: idOf(fieldOf(conversation, 'current_leaf_message_uuid')),
      });
    }),
};
