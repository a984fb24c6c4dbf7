/** What the transfer worker is asked, and what it answers. Structured clone carries it as it is. */
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import type { ExportFormat, ImportItem, ImportSource, ImportWarning } from '#shared/models/transfer.ts';
import type { ImportStep, TransferFolder, TransferMessage, TransferThread } from '#main/storage/transfer/transfer-store.ts';
import type { WriterOptions } from './writing/chat-writer.ts';

export type WriteEvent =
  | { readonly type: 'begin'; readonly folders: readonly TransferFolder[] }
  | { readonly type: 'thread'; readonly thread: TransferThread }
  | { readonly type: 'messages'; readonly messages: readonly TransferMessage[] }
  | { readonly type: 'endThread' }
  | { readonly type: 'end' };

/** A chat of a file that is looked at, before it is known whether it is here. */
export interface FoundChat extends Omit<ImportItem, 'status'> {
  readonly sourceId: string;
  readonly hash: string;
}

/** How far the file has been read, over all passes. */
export interface ReadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly isDone: boolean;
}

/** One call a method; each answers with its own type. */
export interface TransferCalls {
  openWriter(options: { format: ExportFormat; path: string; title: string } & WriterOptions): void;
  write(event: WriteEvent): void;
  /** Puts the finished file in its place; returns its size. */
  finishWriting(path: string): number;
  openReader(options: { path: string; fileName: string }): { source: ImportSource; sizeBytes: number };
  /** The next chats of the file. */
  findChats(): ReadProgress & { chats: FoundChat[] };
  /** What could not be taken over, in the part that was read by `findChats`. */
  warnings(): { code: ImportWarning; count: number }[];
  /** From here on `readSteps` gives these chats, each list for one commit, and leaves out the others. */
  choose(indexes: readonly number[]): void;
  readSteps(): ReadProgress & { steps: ImportStep[][] };
}
export type TransferMethod = keyof TransferCalls;

export interface TransferCall {
  readonly id: number;
  readonly method: TransferMethod;
  readonly argument: unknown;
}
export type TransferReply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number;
      readonly error: { readonly code: ErrorCode | null; readonly data: ErrorData; readonly message: string; readonly stack: string };
    };
