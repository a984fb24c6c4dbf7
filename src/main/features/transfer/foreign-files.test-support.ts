/** Small exports of other programs in the shapes known to us, and a reader that shows what becomes of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewMessageRow } from '#main/storage/transfer/transfer-store.ts';
import { temporaryFolder } from '#main/storage/library.test-support.ts';
import type { ReadThread } from './reading/chat-piece.ts';
import { detectSource } from './reading/detect-source.ts';
import { ImportFile } from './reading/import-file.ts';

export interface ReadChat {
  readonly thread: ReadThread;
  readonly messages: NewMessageRow[];
  leaf: number | null;
}

export interface ReadFile {
  readonly source: string;
  readonly chats: ReadChat[];
  readonly warnings: Record<string, number>;
}

/** Everything a file gives. */
export function readAll(content: string | Buffer, name = 'export.json'): ReadFile {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, content);
  const file = new ImportFile(path, name);
  try {
    const reader = detectSource(file);
    const read: ReadFile = { source: reader.source, chats: [], warnings: {} };
    for (const piece of reader.read(file)) {
      if (piece.type === 'thread') read.chats.push({ thread: piece.thread, messages: [], leaf: null });
      const chat = read.chats.at(-1);
      if (piece.type === 'message') chat?.messages.push(piece.message);
      if (piece.type === 'end' && chat) chat.leaf = piece.leaf;
      if (piece.type === 'warning') read.warnings[piece.code] = (read.warnings[piece.code] ?? 0) + piece.count;
    }
    return read;
  } finally {
    file.close();
  }
}

/** `place<parent role: text`, one line a message; `*` marks where the chat opens. */
export const outline = ({ messages, leaf }: ReadChat): string[] =>
  messages.map(({ parent, role, text }, index) => `${index + 1}<${parent ?? '-'} ${role}: ${text}${leaf === index + 1 ? ' *' : ''}`);

type Json = Record<string, unknown>;

export interface GptNode {
  readonly id: string;
  readonly parent: string | null;
  readonly children: readonly string[];
  readonly message: Json | null;
}

export const gptMessage = (role: string, content: Json, more: Json = {}): Json => ({
  id: `m-${role}`,
  author: { role, name: null, metadata: {} },
  create_time: 1_700_000_000.25,
  update_time: null,
  content,
  status: 'finished_successfully',
  weight: 1,
  metadata: {},
  recipient: 'all',
  ...more,
});
export const gptText = (role: string, ...parts: unknown[]): Json => gptMessage(role, { content_type: 'text', parts });

export const gptNode = (id: string, parent: string | null, children: readonly string[], message: Json | null): GptNode => ({
  id,
  parent,
  children,
  message,
});

export const gptConversation = (nodes: readonly GptNode[], more: Json = {}): Json => ({
  title: 'A conversation',
  create_time: 1_700_000_000.5,
  update_time: 1_700_000_100.5,
  mapping: Object.fromEntries(nodes.map((node) => [node.id, node])),
  moderation_results: [],
  current_node: nodes.at(-1)?.id,
  conversation_id: 'c-1',
  is_archived: false,
  ...more,
});

/** Question, two answers to it, an edited question with its answer: the shape of a real tree. */
export const GPT_TREE = [
  gptNode('root', null, ['sys'], null),
  gptNode('sys', 'root', ['q1', 'q2'], gptText('system', '')),
  gptNode('q1', 'sys', ['a1', 'a2'], gptText('user', 'question')),
  gptNode('a1', 'q1', [], gptText('assistant', 'first answer')),
  gptNode('a2', 'q1', ['q3'], gptText('assistant', 'second answer')),
  gptNode('q3', 'a2', ['a3'], gptText('user', 'and?')),
  gptNode('a3', 'q3', [], gptText('assistant', 'that')),
  gptNode('q2', 'sys', ['a4'], gptText('user', 'edited question')),
  gptNode('a4', 'q2', [], gptText('assistant', 'third answer')),
];

export const claudeConversation = (messages: readonly Json[], more: Json = {}): Json => ({
  uuid: 'claude-1',
  name: 'From Claude',
  created_at: '2024-05-01T10:00:00.000000Z',
  updated_at: '2024-05-01T11:00:00.000000Z',
  account: { uuid: 'account' },
  chat_messages: messages,
  ...more,
});
export const claudeMessage = (uuid: string, sender: string, text: string, more: Json = {}): Json => ({
  uuid,
  text,
  content: [{ type: 'text', text }],
  sender,
  created_at: '2024-05-01T10:00:01.000000Z',
  updated_at: '2024-05-01T10:00:01.000000Z',
  attachments: [],
  files: [],
  ...more,
});

export const openWebuiRow = (messages: Json, currentId: string, more: Json = {}): Json => ({
  id: 'owui-1',
  user_id: 'user',
  title: 'From Open WebUI',
  chat: { id: '', title: 'From Open WebUI', models: ['llama3'], params: {}, history: { messages, currentId }, messages: [], tags: [] },
  updated_at: 1_710_000_100,
  created_at: 1_710_000_000,
  share_id: null,
  archived: false,
  pinned: true,
  ...more,
});

export function cherryFile(topics: readonly Json[], blocks: readonly Json[], assistants: readonly Json[] = []): string {
  const state = JSON.stringify({ assistants: JSON.stringify({ defaultAssistant: {}, assistants }), _persist: '{}' });
  return JSON.stringify({
    time: 1_720_000_000_000,
    version: 5,
    localStorage: { 'persist:cherry-studio': state },
    indexedDB: { files: [], topics, settings: [], message_blocks: blocks },
  });
}
