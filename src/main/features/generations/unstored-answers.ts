/**
 * Which answers have text that waits in memory because the library could not be written, and why. Sinks report here; the windows
 * are told only when what they show changes, however often a write is tried.
 */
import type { Unstored } from '#shared/contract/generations-contract.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { MessageId } from '#shared/models/ids.ts';

export interface UnstoredAnswers {
  /** A write of this answer failed; `text` gives all of it whenever it is asked for. */
  waits(messageId: MessageId, code: ErrorCode, text: () => string): void;
  /** Nothing of this answer waits any more. */
  isStored(messageId: MessageId): void;
  /** The last reason and how many answers wait; null when nothing does. */
  read(): Unstored | null;
  /** The whole text of every answer that waits, oldest first. */
  texts(): readonly string[];
}

export function createUnstoredAnswers(onChanged: () => void): UnstoredAnswers {
  const waiting = new Map<MessageId, { readonly code: ErrorCode; readonly text: () => string }>();
  return {
    waits: (messageId, code, text) => {
      const before = waiting.get(messageId);
      waiting.set(messageId, { code, text });
      if (before?.code !== code) onChanged();
    },
    isStored: (messageId) => {
      if (waiting.delete(messageId)) onChanged();
    },
    read: () => {
      const last = [...waiting.values()].at(-1);
      return last === undefined ? null : { code: last.code, answers: waiting.size };
    },
    texts: () => [...waiting.values()].map(({ text }) => text()),
  };
}
