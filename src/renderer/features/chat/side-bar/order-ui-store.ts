/** Which view of the list is open, and which dialog about order. Nobody stores it. */
import { create } from 'zustand';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';

export type Moving =
  | { readonly kind: 'threads'; readonly threads: readonly Thread[] }
  | { readonly kind: 'folder'; readonly folder: Folder };

export interface OrderUi {
  readonly view: 'chats' | 'starred' | 'archive';
  readonly moving: Moving | null;
  /** A folder that was made a moment ago and wants a name. */
  readonly namingId: FolderId | null;
}

export const useOrderUi = create<OrderUi>(() => ({ view: 'chats', moving: null, namingId: null }));

export const showListView = (view: OrderUi['view']): void => useOrderUi.setState({ view });
export const askWhere = (moving: Moving | null): void => useOrderUi.setState({ moving });
