/** What every reader makes of its file: chats as a flat sequence, so that the largest of them need not be held as a whole. */
import type { ImportSource, ImportWarning } from '#shared/models/transfer.ts';
import type { NewMessageRow, NewThreadRow, ThreadOrigin, TransferFolder } from '#main/storage/transfer/transfer-store.ts';
import type { ImportFile } from './import-file.ts';

export interface ReadThread extends NewThreadRow {
  /** Names the chat in the program it comes from, the same at every export. */
  readonly sourceId: string;
  /** What the file itself says about where the chat came from. */
  readonly origin: ThreadOrigin | null;
}

export type ChatPiece =
  | { readonly type: 'folders'; readonly folders: readonly TransferFolder[] }
  | { readonly type: 'thread'; readonly thread: ReadThread }
  | { readonly type: 'message'; readonly message: NewMessageRow }
  /** `leaf`: place of the message where the chat opens, counted from 1. */
  | { readonly type: 'end'; readonly leaf: number | null }
  | { readonly type: 'warning'; readonly code: ImportWarning; readonly count: number };

export interface ChatReader {
  readonly source: ImportSource;
  /** How often the file is gone through. */
  readonly passes: number;
  /** @throws AppError IMPORT_* */
  read(file: ImportFile): Generator<ChatPiece>;
}

/** One chat above this is passed over: it could not be held. */
export const MAX_CHAT_BYTES = 64 * 1024 * 1024;
