/** Which chats of the list are selected, and which are picked up to be put down elsewhere. Lives as long as the window. */
import { create } from 'zustand';
import type { FolderId, ThreadId } from '#shared/models/ids.ts';

export interface ListSelection {
  readonly selectedIds: ReadonlySet<ThreadId>;
  /** Where a range begins. */
  readonly anchorId: ThreadId | null;
  /** All are wanted, those that have not come yet too. */
  readonly wantsAll: boolean;
  /** Cut, or being dragged. */
  readonly carried: Carried | null;
}
export type Carried =
  | { readonly kind: 'threads'; readonly threadIds: readonly ThreadId[]; readonly isCut: boolean }
  | { readonly kind: 'folder'; readonly folderId: FolderId; readonly isCut: boolean };

const NOTHING: ListSelection = { selectedIds: new Set(), anchorId: null, wantsAll: false, carried: null };

export const useListSelection = create<ListSelection>(() => NOTHING);

export const endSelection = (): void => useListSelection.setState({ selectedIds: NOTHING.selectedIds, anchorId: null, wantsAll: false });
export const carry = (carried: Carried | null): void => useListSelection.setState({ carried });

/** All from one chat to the other in the order shown, both included. */
export function rangeOf(order: readonly ThreadId[], from: ThreadId, to: ThreadId): ThreadId[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)];
  if (b === -1) return [];
  return a === -1 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
}

export function toggleSelected(threadId: ThreadId): void {
  useListSelection.setState(({ selectedIds }) => {
    const next = new Set(selectedIds);
    if (!next.delete(threadId)) next.add(threadId);
    return { selectedIds: next, anchorId: threadId, wantsAll: false };
  });
}

/** Selects from the anchor, or from `start` when nothing is anchored, to `threadId`, and nothing else. */
export function selectTo(order: readonly ThreadId[], threadId: ThreadId, start: ThreadId | null): void {
  useListSelection.setState(({ anchorId }) => {
    const from = [anchorId, start].find((id) => id !== null && order.includes(id)) ?? threadId;
    return { selectedIds: new Set(rangeOf(order, from, threadId)), anchorId: from, wantsAll: false };
  });
}

/** `isWhole`: there are no more than these. */
export const selectAll = (threadIds: readonly ThreadId[], isWhole: boolean): void =>
  useListSelection.setState({ selectedIds: new Set(threadIds), anchorId: threadIds[0] ?? null, wantsAll: !isWhole });

/** Chats that are gone cannot stay selected. */
export function forgetSelected(gone: (threadId: ThreadId) => boolean): void {
  const { selectedIds } = useListSelection.getState();
  const left = [...selectedIds].filter((id) => !gone(id));
  if (left.length < selectedIds.size) useListSelection.setState({ selectedIds: new Set(left) });
}
