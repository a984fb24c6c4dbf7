/**
 * Stores an answer as it is written. Text that could not be stored yet waits in memory and goes with the next batch; the end
 * is tried again until there is room, because a full disk must not cost the answer.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId } from '#shared/models/ids.ts';
import type { GenerationSink, Outcome } from '#main/inference/generation-hub.ts';
import type { EndOfAnswer, MessageStore } from '#main/storage/store.ts';
import type { UnstoredAnswers } from './unstored-answers.ts';

export interface AnswerSinkOptions {
  readonly messageId: MessageId;
  /** What the answer went on from; it is stored already. */
  readonly initialText: string;
  readonly messages: Pick<MessageStore, 'appendText' | 'finish'>;
  /** Is told what waits, so that the user can be. */
  readonly unstored: Pick<UnstoredAnswers, 'waits' | 'isStored'>;
  onStored(outcome: Outcome): void;
  /** Pauses before the end is tried again while the viewers wait for it. */
  readonly retryAfterMs?: readonly number[];
  /** Pause between the tries after that. */
  readonly retryEveryMs?: number;
}

/** The engine died under the answer: nothing is wrong with the answer itself, and Continue goes on from it. */
const DEATHS: ReadonlySet<string> = new Set(['ENGINE_CRASHED', 'ENGINE_HUNG']);
/** Waiting can help against these: room is made, a program lets go, a disk is connected or made writable again. */
const PASSING: ReadonlySet<string> = new Set(['DISK_FULL', 'STORAGE_BUSY', 'STORAGE_READ_ONLY', 'STORAGE_FAILED']);

/** How an answer is marked. `hasText`: the user can see some of it. */
export function endOf(outcome: Outcome, hasText: boolean): EndOfAnswer {
  if (outcome.type === 'done') {
    const state = outcome.stopReason === 'stopped' ? 'stopped' : 'done';
    return { state, stopReason: outcome.stopReason, errorCode: null, stats: outcome.stats };
  }
  const { code } = outcome.error;
  return { state: DEATHS.has(code) && hasText ? 'interrupted' : 'failed', stopReason: null, errorCode: code, stats: null };
}

/** A store that was closed opens no more. */
const isPassing = (error: unknown): error is AppError =>
  error instanceof AppError && PASSING.has(error.code) && error.data['reason'] !== 'closed';

export function createAnswerSink({
  messageId,
  initialText,
  messages,
  unstored,
  onStored,
  retryAfterMs = [250, 1_000],
  retryEveryMs = 5_000,
}: AnswerSinkOptions): GenerationSink {
  let storedLength = 0;
  let waiting = '';
  let written = '';
  let end: Outcome | null = null;

  /** What waiting may help against is told to the user; of anything else the answer itself speaks. */
  const tell = (error: unknown): void => {
    if (isPassing(error)) unstored.waits(messageId, error.code, () => initialText + (end?.text ?? written));
    else unstored.isStored(messageId);
  };
  const finish = async (outcome: Outcome): Promise<void> => {
    end = outcome;
    try {
      await messages.finish(messageId, outcome.text.slice(storedLength), endOf(outcome, initialText + outcome.text !== ''));
    } catch (error) {
      tell(error);
      throw error;
    }
    unstored.isStored(messageId);
    onStored(outcome);
  };

  /** The viewers know by now; the text waits here until there is room, or until the store is closed. */
  const finishLater = async (outcome: Outcome): Promise<void> => {
    try {
      await sleep(retryEveryMs, undefined, { ref: false });
      await finish(outcome);
    } catch (error) {
      if (isPassing(error)) await finishLater(outcome);
    }
  };

  return {
    onText: async (text) => {
      waiting += text;
      written += text;
      const batch = waiting;
      try {
        await messages.appendText(messageId, batch);
      } catch (error) {
        tell(error);
        throw error;
      }
      unstored.isStored(messageId);
      storedLength += batch.length;
      waiting = '';
    },
    onEnd: async (outcome) => {
      for (const pauseMs of [...retryAfterMs, null]) {
        try {
          await finish(outcome);
          return;
        } catch (error) {
          if (!isPassing(error)) throw error;
          if (pauseMs === null) {
            void finishLater(outcome);
            throw error;
          }
          await sleep(pauseMs);
        }
      }
    },
  };
}
