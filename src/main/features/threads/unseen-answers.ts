/** Threads in which an answer came while nobody looked. Set at every end; a window that shows the thread says at once that it was seen. */
import type { ThreadId } from '#shared/models/ids.ts';
import type { UnseenThread } from '#shared/models/thread.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';

export interface UnseenDeps {
  readonly store: Pick<Store, 'threads'>;
  onChanged(threadId: ThreadId): void;
  readonly log: Logger;
}

export interface UnseenAnswers {
  /** An answer of the thread is stored with its end. */
  answered(threadId: ThreadId, outcome: Outcome): void;
  markSeen(threadId: ThreadId): Promise<void>;
  list(): Promise<UnseenThread[]>;
}

export function createUnseenAnswers({ store, onChanged, log }: UnseenDeps): UnseenAnswers {
  const set = async (threadId: ThreadId, hasUnseen: boolean): Promise<void> => {
    if (await store.threads.setUnseen(threadId, hasUnseen)) onChanged(threadId);
  };
  return {
    answered: (threadId, outcome) => {
      // Who stopped it was looking at it.
      if (outcome.type === 'done' && outcome.stopReason === 'stopped') return;
      set(threadId, true).catch((error: unknown) => log.warn('a thread could not be marked as unseen', error));
    },
    markSeen: (threadId) => set(threadId, false),
    list: () => store.threads.listUnseen(),
  };
}
