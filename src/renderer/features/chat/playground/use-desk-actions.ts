/** What can be done at a desk: complete, go on, choose, take back. Each completion is committed before it is shown. */
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import type { Paper, PaperHistory } from './paper.ts';
import { put, redo, shownAnswerId, undo } from './paper.ts';
import { holdStarted } from './use-continuation.ts';
import type { PaperDesk } from './use-paper.ts';
import { changeDesk, moveNewDesk } from './use-paper.ts';

interface DeskActionsOptions {
  readonly threadId: ThreadId | null;
  readonly desk: PaperDesk;
  readonly whenStored: () => Promise<void>;
}

export function useDeskActions({ threadId, desk: { desk, change }, whenStored }: DeskActionsOptions) {
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState<AppError | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  /** Rises whenever the caret has to be put somewhere. */
  const [move, setMove] = useState(0);
  const turn = useCallback(
    (next: (history: PaperHistory) => PaperHistory): void => {
      change(({ history }) => ({ history: next(history) }));
      setMove((count) => count + 1);
    },
    [change],
  );

  const begin = async (before: string, after: string, ask: (threadId: ThreadId) => Promise<Started>): Promise<void> => {
    setIsStarting(true);
    setProblem(null);
    let id = threadId;
    try {
      await whenStored();
      if (id === null) {
        ({ id } = await rpc.threads.create({ kind: 'completion' }));
        await rpc.threads.changeParameters({ threadId: id, change: { set: desk?.parameters ?? {}, reset: [] } });
        moveNewDesk(id);
      }
      const started = await ask(id);
      holdStarted(started);
      const paper: Paper = { before, after, answerIds: started.answers.map((answer) => answer.id) };
      changeDesk(id, ({ history }) => ({ history: put(history, paper, before.length), awaitedId: shownAnswerId(paper) }));
      void queryClient.invalidateQueries({ queryKey: ['threads'] });
    } catch (cause) {
      setProblem(toAppError(cause));
    } finally {
      setIsStarting(false);
      if (threadId === null && id !== null) navigate(`/playground/${id}`);
    }
  };
  const count = desk?.count ?? 1;
  const select = async (messageId: MessageId): Promise<void> => {
    // What an export and the search show; the paper stands without it.
    await rpc.threads.selectVersion({ messageId }).catch(() => undefined);
  };

  return {
    problem,
    isStarting,
    move,
    complete: (text: string, at: number): void => {
      const before = text.slice(0, at);
      void begin(before, text.slice(at), (id) => rpc.generations.complete({ threadId: id, text: before, candidates: count }));
    },
    again: (paper: Paper, messageId: MessageId): void => {
      void begin(paper.before, paper.after, () => rpc.generations.regenerate({ messageId, candidates: count }));
    },
    branch: (paper: Paper, messageId: MessageId, text: string, tokenIds: readonly number[]): void => {
      void begin(paper.before, paper.after, () => rpc.generations.branchWithToken({ messageId, text, tokenIds: [...tokenIds] }));
    },
    use: (paper: Paper, answerId: MessageId, length: number): void => {
      turn((history) => put(history, { ...paper, answerIds: [answerId] }, paper.before.length + length));
      void select(answerId);
    },
    undo: useCallback(() => turn(undo), [turn]),
    redo: useCallback(() => turn(redo), [turn]),
    moveCaret: (caret: number): void => {
      turn((history) => ({ ...history, caret, typedAt: 0 }));
      change(() => ({ awaitedId: null }));
    },
  };
}
