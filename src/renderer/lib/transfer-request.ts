/** What the user wants to take out or bring in, from wherever in the window that was asked. The dialogs themselves come on demand. */
import type { Thread } from '#shared/models/thread.ts';
import { create } from 'zustand';

export type TransferRequest =
  /** null: every chat. */
  { readonly kind: 'export'; readonly thread: Thread | null } | { readonly kind: 'import' };

interface TransferRequestStore {
  readonly request: TransferRequest | null;
  /** Work that was begun in this window may still go on, so what follows it stays. */
  readonly wasAsked: boolean;
}

export const useTransferRequest = create<TransferRequestStore>(() => ({ request: null, wasAsked: false }));

const ask = (request: TransferRequest): void => useTransferRequest.setState({ request, wasAsked: true });

/** null: every chat. */
export const askToExport = (thread: Thread | null): void => ask({ kind: 'export', thread });
export const askToImport = (): void => ask({ kind: 'import' });
export const closeTransfer = (): void => useTransferRequest.setState({ request: null });
