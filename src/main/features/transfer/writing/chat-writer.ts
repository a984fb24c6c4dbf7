/** A file format as text that is made piece by piece, in the order in which a library is read. */
import type { ExportBranches, ExportRequest } from '#shared/models/transfer.ts';
import { withAttachments } from '#shared/utils/attachment-prompt.ts';
import type { TransferFolder, TransferMessage, TransferThread } from '#main/storage/transfer/transfer-store.ts';

export interface ChatWriter {
  begin(folders: readonly TransferFolder[]): string;
  thread(thread: TransferThread): string;
  /** Of the thread that was begun last, in its order. */
  messages(messages: readonly TransferMessage[]): string;
  endThread(): string;
  end(): string;
}

export interface WriterOptions {
  readonly language: ExportRequest['language'];
  readonly branches: ExportBranches;
  /** The name of a chat without one. */
  readonly untitled: string;
}

/** Counts the messages of a thread, and tells where one does not simply follow the one before it. */
export class TurnNumbers {
  readonly #isWanted: boolean;
  #places = new Map<string, number>();

  constructor(branches: ExportBranches) {
    this.#isWanted = branches === 'all';
  }

  startThread(): void {
    this.#places = new Map();
  }

  /** ` · 4 · ↳ 2`, or nothing when only one branch is written. */
  next({ id, parentId }: Pick<TransferMessage, 'id' | 'parentId'>): string {
    const place = this.#places.size + 1;
    this.#places.set(id, place);
    if (!this.#isWanted) return '';
    const parent = parentId === null ? 0 : (this.#places.get(parentId) ?? 0);
    if (parent === place - 1) return ` · ${place}`;
    return ` · ${place} · ↳ ${parent === 0 ? '—' : parent}`;
  }
}

/** What was said, with the files that went with it, as the model read it. */
export const wholeText = ({ text, attachments = [] }: Pick<TransferMessage, 'text' | 'attachments'>): string =>
  withAttachments(text, attachments);

/** A title on one line. */
export const titleLine = ({ title }: Pick<TransferThread, 'title'>, untitled: string): string =>
  title.replace(/\s+/gu, ' ').trim() || untitled;
