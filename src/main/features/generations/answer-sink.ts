/**
 * Stores an answer as it is written. Text that could not be stored yet waits in memory and goes with the next batch; the end
 * is tried again until there is room, because a full disk must not cost the answer.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId } from '#shared/models/ids.ts';
import type { GenerationSink, Outcome } from '#main/inference/generation-hub.ts';
import type { EndOfAnswer, MessageStore } from '#main/storage/store.ts';

export interface AnswerSinkOptions {
  readonly messageId: MessageId;
  /** What the answer went on from; it is stored already. */
  readonly initialText: string;
  readonly messages: Pick<MessageStore, 'appendText' | 'finish'>;
  onStored(outcome: Outcome): void;
  /** Pauses before the end is tried again while the viewers wait for it. */
  readonly retryAfterMs?: readonly number[];
  /** Pause between the tries after that. */
  readonly retryEveryMs?: number;
}

/** The engine died under the answer: nothing is wrong with the answer itself, and Continue goes on from it. */
const DEATHS: ReadonlySet<string> = new Set(['ENGINE_CRASHED', 'ENGINE_HUNG']);
/** Waiting can help against these. */
const PASSING: ReadonlySet<string> = new Set(['DISK_FULL', 'STORAGE_BUSY']);

/** How an answer is marked. `hasText`: the user can see some of it. */
export function endOf(outcome: Outcome, hasText: boolean): EndOfAnswer {
  if (outcome.type === 'done') {
    const state = outcome.stopReason === 'stopped' ? 'stopped' : 'done';
    return { state, stopReason: outcome.stopReason, errorCode: null, stats: outcome.stats };
  }
  const { code } = outcome.error;
  return { state: DEATHS.has(code) && hasText ? 'interrupted' : 'failed', stopReason: null, errorCode: code, stats: null };
}

const isPassing = (error: unknown): boolean => error instanceof AppError && PASSING.has(error.code);

export function createAnswerSink({
  messageId,
  initialText,
  messages,
  onStored,
  retryAfterMs = [250, 1_000],
  retryEveryMs = 5_000,
}: AnswerSinkOptions): GenerationSink {
  let storedLength = 0;
  let waiting = '';

  const finish = async (outcome: Outcome): Promise<void> => {
    await messages.finish(messageId, outcome.text.slice(storedLength), endOf(outcome, initialText + outcome.text !== ''));
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
      const batch = waiting;
      await messages.appendText(messageId, batch);
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
