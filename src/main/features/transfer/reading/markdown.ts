/**
 * Markdown with a heading for each turn: our own (also several chats in one file, with branches) and what other programs write in
 * the same manner. A text without such headings is one message.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageRole } from '#shared/models/message.ts';
import { CHAT_MARK, unescapeLine } from '../library-format.ts';
import type { ForeignNode } from './arrange-tree.ts';
import type { ChatPiece, ChatReader } from './chat-piece.ts';
import { foreignChat } from './foreign-chat.ts';
import { titleOf } from './foreign-values.ts';
import type { ImportFile } from './import-file.ts';

const USER = 'You|User|Human|Me|Prompt|Question|你|我|用户|提问';
const ASSISTANT = 'Assistant|ChatGPT|Claude|AI|Bot|Model|Inkstone|Response|Answer|助手|回答|模型';
const TURN = new RegExp(`^#{1,6} +\\**(?:(${USER})|(${ASSISTANT}))\\**:?(?: · (\\d+)(?: · ↳ (\\d+|—))?)?\\s*$`, 'iu');
const TITLE = /^# +(.+?)\s*#*\s*$/u;
const MOST_BYTES = 64 * 1024 * 1024;

/** @throws AppError IMPORT_NOT_TEXT */
function* linesOf(file: ImportFile): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      throw new AppError('IMPORT_NOT_TEXT', {}, { cause: error });
    }
  };
  let rest = '';
  for (const chunk of file.chunks()) {
    const lines = (rest + decode(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  rest += decode();
  if (rest !== '') yield rest;
}

interface Turn {
  readonly role: MessageRole;
  readonly number: string | null;
  readonly after: string | null;
  readonly lines: string[];
}

/** Without the blank lines that part it from its headings. */
function textOfTurn({ lines }: Turn, isOwn: boolean): string {
  if (!isOwn) return lines.join('\n').trim();
  const own = lines.map(unescapeLine);
  return own.slice(own[0] === '' ? 1 : 0, own.at(-1) === '' ? -1 : undefined).join('\n');
}

class OpenText {
  readonly isOwn: boolean;
  title: string | null = null;
  readonly #before: string[] = [];
  readonly #turns: Turn[] = [];

  constructor(isOwn: boolean) {
    this.isOwn = isOwn;
  }

  add(line: string): void {
    const turn = TURN.exec(line);
    if (turn && !(this.isOwn && line.startsWith('\\'))) {
      this.#turns.push({ role: turn[1] ? 'user' : 'assistant', number: turn[3] ?? null, after: turn[4] ?? null, lines: [] });
      return;
    }
    const lines = this.#turns.at(-1)?.lines ?? this.#before;
    const title = lines === this.#before && this.title === null ? TITLE.exec(line)?.[1] : undefined;
    if (title !== undefined) this.title = title;
    if (title === undefined || !this.isOwn) lines.push(line);
  }

  chat(fileName: string): Generator<ChatPiece> {
    const hasTurns = this.#turns.length > 0;
    const before = this.#before.filter((line) => !hasTurns || TITLE.exec(line)?.[1] !== this.title);
    const first: Turn = { role: 'user', number: null, after: null, lines: before };
    const turns = before.some((line) => line.trim() !== '') ? [first, ...this.#turns] : this.#turns;
    const nodes = turns.map((turn, index): ForeignNode => {
      const text = textOfTurn(turn, this.isOwn && turn !== first);
      const previous = turns[index - 1];
      const previousId = previous ? (previous.number ?? `line ${index - 1}`) : null;
      return {
        id: turn.number ?? `line ${index}`,
        parentId: turn.after === null ? previousId : turn.after === '—' ? null : turn.after,
        childIds: [],
        message: text === '' && !this.isOwn ? null : { role: turn.role, text, createdAt: null },
      };
    });
    return foreignChat({
      source: 'markdown',
      sourceId: null,
      title: titleOf(this.title ?? fileName.replace(/\.[^.]*$/u, '')),
      createdAt: null,
      updatedAt: null,
      isPinned: false,
      isArchived: false,
      systemPrompt: null,
      nodes,
      currentId: null,
    });
  }
}

export const markdown: ChatReader = {
  source: 'markdown',
  passes: 1,
  *read(file) {
    let open = new OpenText(false);
    let bytes = 0;
    let isEmpty = true;
    for (const line of linesOf(file)) {
      if (line === CHAT_MARK) {
        if (!isEmpty) yield* open.chat(file.name);
        open = new OpenText(true);
        bytes = 0;
        isEmpty = true;
        continue;
      }
      bytes += line.length;
      if (bytes > MOST_BYTES) throw new AppError('IMPORT_TOO_LARGE', { limitBytes: MOST_BYTES });
      if (line.trim() !== '') isEmpty = false;
      open.add(line);
    }
    if (!isEmpty) yield* open.chat(file.name);
  },
};
