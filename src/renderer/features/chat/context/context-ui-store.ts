/** What the context shows right now and nobody stores: the open ledger, the long draft it counts, and the question what is to go. */
import type { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Overflow } from '#shared/models/parameters.ts';
import { create } from 'zustand';

/** `again`: the same once more, now that the window is larger. */
export type Choice = Overflow | 'again' | null;

export interface ContextUi {
  /** The chat whose ledger is open. */
  readonly ledgerOf: ThreadId | null;
  /** A draft long enough to matter, a moment after it was typed. */
  readonly draft: { readonly threadId: string; readonly text: string } | null;
  readonly question: { readonly error: AppError; readonly onChoose: (choice: Choice) => void } | null;
}

export const useContextUi = create<ContextUi>(() => ({ ledgerOf: null, draft: null, question: null }));

export const showLedger = (ledgerOf: ThreadId | null): void => useContextUi.setState({ ledgerOf });
export const countDraft = (draft: ContextUi['draft']): void => useContextUi.setState({ draft });
