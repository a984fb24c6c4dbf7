/**
 * Cherry Studio's `data.json` (version 1): chats are `indexedDB.topics`, their texts `indexedDB.message_blocks`, their names lie in
 * the state of the window, which is JSON inside JSON. The texts are as large as the file, so only where each block lies is held;
 * it is read when its message comes. Answers of several models to one question name it in `askId` and become its versions.
 */
import type { ForeignNode } from './arrange-tree.ts';
import type { ChatReader } from './chat-piece.ts';
import { MAX_CHAT_BYTES } from './chat-piece.ts';
import { foreignChat, Losses, warning } from './foreign-chat.ts';
import { fieldOf, idOf, isRecord, listOf, textOf, timeOf, titleOf } from './foreign-values.ts';
import type { ImportFile } from './import-file.ts';
import { parsePiece, splitJson } from './json-splitter.ts';

const BLOCKS = ['indexedDB', 'message_blocks', '*'];
const STATE = ['localStorage', 'persist:cherry-studio'];
const TOPICS = ['indexedDB', 'topics', '*'];
const TEXT_BLOCKS = new Set<unknown>(['main_text', 'code', 'translation']);

interface Place {
  readonly start: number;
  readonly length: number;
}

interface TopicFacts {
  readonly title: string;
  readonly isPinned: boolean;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly systemPrompt: string;
}

function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined; // the names are missing then, the chats are not
  }
}

function readFacts(state: unknown): Map<string, TopicFacts> {
  const facts = new Map<string, TopicFacts>();
  const kept = parseText(fieldOf(parseText(state), 'assistants'));
  for (const assistant of [fieldOf(kept, 'defaultAssistant'), ...listOf(fieldOf(kept, 'assistants'))]) {
    for (const topic of listOf(fieldOf(assistant, 'topics'))) {
      const id = idOf(fieldOf(topic, 'id'));
      if (id === null) continue;
      facts.set(id, {
        title: titleOf(fieldOf(topic, 'name')),
        isPinned: fieldOf(topic, 'pinned') === true,
        createdAt: timeOf(fieldOf(topic, 'createdAt')),
        updatedAt: timeOf(fieldOf(topic, 'updatedAt')),
        systemPrompt: textOf(fieldOf(topic, 'prompt')) || textOf(fieldOf(assistant, 'prompt')),
      });
    }
  }
  return facts;
}

function blockText(file: ImportFile, place: Place | undefined, losses: Losses): string {
  if (!place) return '';
  const block = parsePiece(file.readAt(place.start, place.length), place.start);
  const type = fieldOf(block, 'type');
  if (type === 'thinking') losses.add('reasoning');
  else if (type === 'tool' || type === 'citation') losses.add('tool-steps');
  else if (type === 'image' || type === 'file' || type === 'video') losses.add('attachments');
  return TEXT_BLOCKS.has(type) ? textOf(fieldOf(block, 'content')) : '';
}

function toNodes(
  file: ImportFile,
  topic: unknown,
  blocks: ReadonlyMap<string, Place>,
  losses: Losses,
): { nodes: ForeignNode[]; lastId: string | null } {
  const seen = new Set<string | null>();
  let lastId: string | null = null;
  const nodes = listOf(fieldOf(topic, 'messages')).map((message, index): ForeignNode => {
    const id = idOf(fieldOf(message, 'id')) ?? `message ${index}`;
    const role = fieldOf(message, 'role');
    const asked = role === 'assistant' ? idOf(fieldOf(message, 'askId')) : null;
    const askId = seen.has(asked) ? asked : null;
    seen.add(id);
    const parentId = askId ?? lastId;
    // The chat goes on from the first answer to a question, or the one that was chosen.
    if (askId === null || askId === lastId || fieldOf(message, 'foldSelected') === true) lastId = id;
    const texts = listOf(fieldOf(message, 'blocks')).map((block) => blockText(file, blocks.get(idOf(block) ?? ''), losses));
    const text = [...texts, textOf(fieldOf(message, 'content'))].filter((part) => part.trim() !== '').join('\n\n');
    const isShown = (role === 'user' || role === 'assistant') && text !== '';
    return { id, parentId, childIds: [], message: isShown ? { role, text, createdAt: timeOf(fieldOf(message, 'createdAt')) } : null };
  });
  return { nodes, lastId };
}

export const cherryStudio: ChatReader = {
  source: 'cherry-studio',
  passes: 2,
  *read(file) {
    const blocks = new Map<string, Place>();
    let facts = new Map<string, TopicFacts>();
    for (const piece of splitJson(file.chunks(), { paths: [BLOCKS, STATE], maxValueBytes: MAX_CHAT_BYTES })) {
      if (piece.type !== 'value' || piece.bytes === null) continue;
      const value = parsePiece(piece.bytes, piece.start);
      if (piece.which === 1) facts = readFacts(value);
      const id = piece.which === 0 ? idOf(fieldOf(value, 'id')) : null;
      if (id !== null) blocks.set(id, { start: piece.start, length: piece.bytes.length });
    }
    for (const piece of splitJson(file.chunks(), { paths: [TOPICS], maxValueBytes: MAX_CHAT_BYTES })) {
      if (piece.type !== 'value') continue;
      const topic = piece.bytes === null ? undefined : parsePiece(piece.bytes, piece.start);
      if (!isRecord(topic)) {
        yield warning(piece.bytes === null ? 'too-large' : 'not-a-chat', 1);
        continue;
      }
      const losses = new Losses();
      const { nodes, lastId } = toNodes(file, topic, blocks, losses);
      const id = idOf(fieldOf(topic, 'id'));
      const known = facts.get(id ?? '');
      yield* losses.tell();
      yield* foreignChat({
        source: 'cherry-studio',
        sourceId: id,
        title: known?.title ?? titleOf(fieldOf(topic, 'name')),
        createdAt: known?.createdAt ?? null,
        updatedAt: known?.updatedAt ?? null,
        isPinned: known?.isPinned ?? false,
        isArchived: false,
        systemPrompt: known === undefined || known.systemPrompt === '' ? null : known.systemPrompt,
        nodes,
        currentId: lastId,
      });
    }
  },
};
