import { useState } from 'react';
import type { PasteOutcome, UndoOutcome } from '#shared/contract/selection-contract.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';

export type GiveBackMode = 'replace' | 'insert-below';

interface Given {
  readonly isWorking: boolean;
  readonly outcome: PasteOutcome | null;
  /** Of the latest try to undo that outcome. */
  readonly undone: UndoOutcome | null;
  readonly error: AppError | null;
}

const NOTHING: Given = { isWorking: false, outcome: null, undone: null, error: null };

export interface GiveBack extends Given {
  give(captureId: string, text: string, mode: GiveBackMode): void;
  undo(): void;
}

/** One way back into the other program at a time, with what is known of how it went. */
export function useGiveBack(): GiveBack {
  const [given, setGiven] = useState(NOTHING);
  const run = (work: () => Promise<Pick<Given, 'outcome' | 'undone'>>): void => {
    if (given.isWorking) return;
    setGiven({ ...given, isWorking: true, error: null });
    work().then(
      (now) => setGiven({ ...now, isWorking: false, error: null }),
      (cause: unknown) => setGiven({ ...given, isWorking: false, error: toAppError(cause) }),
    );
  };
  return {
    ...given,
    give: (captureId, text, mode) => run(async () => ({ outcome: await rpc.selection.giveBack({ captureId, text, mode }), undone: null })),
    undo: () => {
      const { outcome } = given;
      if (outcome) run(async () => ({ outcome, undone: await rpc.selection.undo({ pasteId: outcome.pasteId }) }));
    },
  };
}
