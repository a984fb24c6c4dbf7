/** Goes through one file twice: to say what is in it, and to give out what was chosen. Each call does a small part. */
import type { ImportSource, ImportWarning } from '#shared/models/transfer.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { createThreadHash } from '#main/storage/transfer/thread-hash.ts';
import type { ThreadHash } from '#main/storage/transfer/thread-hash.ts';
import type { ImportStep, NewMessageRow } from '#main/storage/transfer/transfer-store.ts';
import type { FoundChat, ReadProgress } from '../worker-protocol.ts';
import type { ChatPiece, ChatReader, ReadThread } from './chat-piece.ts';
import { detectSource } from './detect-source.ts';
import { ImportFile } from './import-file.ts';

const MOST_CHATS = 50_000;
const CHATS_A_CALL = 200;
const CALL_MS = 100;
/** What the store adds in one commit: other calls wait for it. */
const COMMIT_CHARACTERS = 48 * 1024;
const COMMIT_STEPS = 64;
const LISTS_A_CALL = 16;

/** The chat whose messages are going by. */
class Passing {
  readonly thread: ReadThread;
  readonly index: number;
  readonly #hash: ThreadHash = createThreadHash();
  readonly #parents = new Set<number | null>();
  hasBranches = false;
  count = 0;

  constructor(thread: ReadThread, index: number) {
    this.thread = thread;
    this.index = index;
  }

  add({ parent, role, text }: NewMessageRow): void {
    this.#hash.add(parent, role, text);
    if (this.#parents.has(parent)) this.hasBranches = true;
    this.#parents.add(parent);
    this.count += 1;
  }

  digest(): string {
    return this.#hash.digest();
  }
}

export class ReadSession {
  readonly source: ImportSource;
  readonly sizeBytes: number;
  readonly #file: ImportFile;
  readonly #reader: ChatReader;
  readonly #warnings = new Map<ImportWarning, number>();
  #pieces: Generator<ChatPiece>;
  #chosen: ReadonlySet<number> = new Set();
  #passing: Passing | null = null;
  #held: ImportStep[] = [];
  #heldCharacters = 0;
  #nextIndex = 0;
  #isDone = false;

  /** @throws AppError IMPORT_* */
  constructor(path: string, fileName: string) {
    this.#file = new ImportFile(path, fileName);
    this.#reader = detectSource(this.#file);
    this.source = this.#reader.source;
    this.sizeBytes = this.#file.sizeBytes;
    this.#pieces = this.#reader.read(this.#file);
  }

  findChats(): ReadProgress & { chats: FoundChat[] } {
    const chats: FoundChat[] = [];
    const until = performance.now() + CALL_MS;
    while (!this.#isDone && chats.length < CHATS_A_CALL && performance.now() < until) {
      const piece = this.#next();
      if (piece?.type === 'warning') this.#warnings.set(piece.code, (this.#warnings.get(piece.code) ?? 0) + piece.count);
      else if (piece?.type === 'thread') this.#begin(piece.thread);
      else if (piece?.type === 'message') this.#passing?.add(piece.message);
      else if (piece?.type === 'end' && this.#passing) chats.push(found(this.#passing));
    }
    if (this.#nextIndex > MOST_CHATS) throw new AppError('IMPORT_TOO_LARGE', { limit: MOST_CHATS });
    return { chats, ...this.#progress() };
  }

  warnings(): { code: ImportWarning; count: number }[] {
    return [...this.#warnings].map(([code, count]) => ({ code, count }));
  }

  choose(indexes: readonly number[]): void {
    this.#chosen = new Set(indexes);
    this.#file.readBytes = 0;
    this.#pieces = this.#reader.read(this.#file);
    this.#nextIndex = 0;
    this.#isDone = false;
  }

  readSteps(): ReadProgress & { steps: ImportStep[][] } {
    const steps: ImportStep[][] = [];
    const until = performance.now() + CALL_MS;
    while (!this.#isDone && steps.length < LISTS_A_CALL && performance.now() < until) {
      const piece = this.#next();
      const step = piece && this.#toStep(piece);
      if (step) this.#hold(step, steps);
    }
    if (this.#isDone) this.#release(steps);
    return { steps, ...this.#progress() };
  }

  close(): void {
    this.#file.close();
  }

  #next(): ChatPiece | undefined {
    const step: IteratorResult<ChatPiece, unknown> = this.#pieces.next();
    this.#isDone = step.done === true;
    return step.done === true ? undefined : step.value;
  }

  #begin(thread: ReadThread): void {
    this.#passing = new Passing(thread, this.#nextIndex);
    this.#nextIndex += 1;
  }

  #toStep(piece: ChatPiece): ImportStep | null {
    if (piece.type === 'folders') return piece;
    if (piece.type === 'thread') this.#begin(piece.thread);
    if (piece.type === 'warning' || !this.#isChosen() || !this.#passing) return null;
    const { thread } = this.#passing;
    switch (piece.type) {
      case 'thread': {
        const { sourceId: _sourceId, origin, ...row } = thread;
        return { type: 'thread', thread: row, origin };
      }
      case 'message':
        this.#passing.add(piece.message);
        return piece;
      case 'end':
        return { type: 'end', leaf: piece.leaf, known: { source: this.source, sourceId: thread.sourceId, hash: this.#passing.digest() } };
    }
  }

  #isChosen(): boolean {
    return this.#passing !== null && this.#chosen.has(this.#passing.index);
  }

  #hold(step: ImportStep, lists: ImportStep[][]): void {
    const length = step.type === 'message' ? step.message.text.length : 0;
    if (this.#heldCharacters + length > COMMIT_CHARACTERS) this.#release(lists);
    this.#held.push(step);
    this.#heldCharacters += length;
    if (this.#held.length >= COMMIT_STEPS) this.#release(lists);
  }

  #release(lists: ImportStep[][]): void {
    if (this.#held.length > 0) lists.push(this.#held);
    this.#held = [];
    this.#heldCharacters = 0;
  }

  #progress(): ReadProgress {
    const totalBytes = this.sizeBytes * this.#reader.passes;
    return { doneBytes: Math.min(this.#file.readBytes, totalBytes), totalBytes, isDone: this.#isDone };
  }
}

const found = (chat: Passing): FoundChat => ({
  index: chat.index,
  title: chat.thread.title.slice(0, 300),
  messages: chat.count,
  hasBranches: chat.hasBranches,
  createdAt: chat.thread.createdAt,
  updatedAt: chat.thread.updatedAt,
  sourceId: chat.thread.sourceId,
  hash: chat.digest(),
});
