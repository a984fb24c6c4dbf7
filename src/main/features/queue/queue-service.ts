/**
 * Messages that wait in a thread: the first is sent when the answer before it ended by itself. After a stop, a failure or a restart
 * nothing is sent until the user says so. Which threads run is known here alone, so that every start begins with all of them paused.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { QueuedId, ThreadId } from '#shared/models/ids.ts';
import type { QueuedMessage, QueuedThread, QueuePause, ThreadQueue, WaitingMessage } from '#shared/models/queue.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { NewQueued, Store } from '#main/storage/store.ts';

export interface QueueDeps {
  readonly store: Pick<Store, 'queue'>;
  /** Stores the message as a turn and takes it out of the queue in one commit. @throws AppError THREAD_BUSY, and what a send throws */
  send(message: QueuedMessage): Promise<unknown>;
  /** Resolves when nothing is being written in the thread. */
  whenFree(threadId: ThreadId): Promise<void>;
  onChanged(threadId: ThreadId): void;
  readonly log: Logger;
}

export interface QueueService {
  get(threadId: ThreadId): Promise<ThreadQueue>;
  listThreads(): Promise<QueuedThread[]>;
  add(message: NewQueued): Promise<WaitingMessage>;
  edit(queuedId: QueuedId, text: string): Promise<WaitingMessage>;
  remove(queuedId: QueuedId): Promise<QueuedMessage>;
  move(queuedId: QueuedId, beforeId: QueuedId | null): Promise<void>;
  resume(threadId: ThreadId): Promise<void>;
  /** An answer of the thread is stored with its end. */
  answered(threadId: ThreadId, outcome: Outcome): void;
}

type State = 'running' | QueuePause;
const RESTARTED: QueuePause = { reason: 'restart', code: null };

/** Why the queue stands still after an answer that ended like this; null: it goes on. */
function pauseAfter(outcome: Outcome): QueuePause | null {
  if (outcome.type === 'failed') return { reason: 'failed', code: outcome.error.code };
  return outcome.stopReason === 'stopped' ? { reason: 'stopped', code: null } : null;
}

export function createQueueService({ store: { queue }, send, whenFree, onChanged, log }: QueueDeps): QueueService {
  /** Of threads in which something waits; one without an entry has waited since before the start. */
  const states = new Map<ThreadId, State>();
  /** The end of what was asked for last, a thread: one thing at a time. */
  const lines = new Map<ThreadId, Promise<unknown>>();

  const inTurn = async <T>(threadId: ThreadId, work: () => Promise<T>): Promise<T> => {
    const before = lines.get(threadId);
    const result = (async () => {
      await before;
      return work();
    })();
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    lines.set(threadId, settled);
    try {
      return await result;
    } finally {
      if (lines.get(threadId) === settled) lines.delete(threadId);
    }
  };

  const pauseOf = (threadId: ThreadId): QueuePause | null => {
    const state = states.get(threadId) ?? RESTARTED;
    return state === 'running' ? null : state;
  };
  const forgetIfEmpty = async (threadId: ThreadId): Promise<void> => {
    if ((await queue.list(threadId)).length === 0) states.delete(threadId);
  };

  const sendFirst = async (threadId: ThreadId): Promise<void> => {
    const first = pauseOf(threadId) === null ? await queue.findFirst(threadId) : undefined;
    if (!first) return;
    try {
      await send(first);
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      // The end of what is being written brings us here again; what was removed at this moment needs nothing.
      if (code === 'THREAD_BUSY' || code === 'MESSAGE_NOT_FOUND') return;
      if (code === 'INTERNAL') log.error('a message that waited could not be sent', error);
      states.set(threadId, { reason: 'notSent', code });
    }
    await forgetIfEmpty(threadId);
    onChanged(threadId);
  };
  const advance = (threadId: ThreadId): void => {
    const go = async (): Promise<void> => {
      await whenFree(threadId);
      await inTurn(threadId, () => sendFirst(threadId));
    };
    void go().catch((error: unknown) => log.warn('the messages that wait could not be looked at', error));
  };

  return {
    get: async (threadId) => {
      const messages = await queue.list(threadId);
      return { messages, pause: messages.length === 0 ? null : pauseOf(threadId) };
    },
    listThreads: async () =>
      (await queue.listThreads()).map(({ thread, count }) => ({
        threadId: thread.id,
        title: thread.title,
        isTemporary: thread.isTemporary,
        count,
        pause: pauseOf(thread.id),
      })),
    add: async (message) => {
      const { threadId } = message;
      const added = await inTurn(threadId, async () => {
        const isFirst = (await queue.list(threadId)).length === 0;
        const stored = await queue.add(message);
        if (isFirst) states.set(threadId, 'running');
        return stored;
      });
      onChanged(threadId);
      advance(threadId);
      return added;
    },
    edit: async (queuedId, text) => {
      const edited = await queue.edit({ queuedId, text });
      onChanged(edited.threadId);
      return edited;
    },
    remove: async (queuedId) => {
      const removed = await queue.remove(queuedId);
      await inTurn(removed.threadId, () => forgetIfEmpty(removed.threadId));
      onChanged(removed.threadId);
      return removed;
    },
    move: async (queuedId, beforeId) => {
      const { threadId } = await queue.move({ queuedId, beforeId });
      onChanged(threadId);
    },
    resume: async (threadId) => {
      states.set(threadId, 'running');
      onChanged(threadId);
      advance(threadId);
    },
    answered: (threadId, outcome) => {
      const pause = pauseAfter(outcome);
      if (pause === null) {
        advance(threadId);
        return;
      }
      const stop = async (): Promise<void> => {
        if (pauseOf(threadId) !== null || (await queue.list(threadId)).length === 0) return;
        states.set(threadId, pause);
        onChanged(threadId);
      };
      void inTurn(threadId, stop).catch((error: unknown) => log.warn('the messages that wait could not be looked at', error));
    },
  };
}
