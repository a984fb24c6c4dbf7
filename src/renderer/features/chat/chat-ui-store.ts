/** What the chat screen shows right now and nobody stores: the turn being edited, answers being chosen from, where to jump. */
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { create } from 'zustand';

export interface ChatUi {
  readonly editingId: MessageId | null;
  /** Answers shown side by side, by the id of the turn they answer. */
  readonly choosing: Readonly<Record<string, readonly MessageId[]>>;
  /** A search hit to bring into view once its page is there. */
  readonly jump: { readonly threadId: ThreadId; readonly messageId: MessageId } | null;
  /** Only under 900 px, where the side bar lies over the chat. */
  readonly isOverlayOpen: boolean;
  /** The search box takes the focus as soon as it is there. */
  readonly wantsSearch: boolean;
}

export const useChatUi = create<ChatUi>(() => ({ editingId: null, choosing: {}, jump: null, isOverlayOpen: false, wantsSearch: false }));

export const editTurn = (editingId: MessageId | null): void => useChatUi.setState({ editingId });
export const jumpTo = (jump: ChatUi['jump']): void => useChatUi.setState({ jump });
export const setOverlayOpen = (isOverlayOpen: boolean): void => useChatUi.setState({ isOverlayOpen });

export const chooseBetween = (parentId: MessageId, ids: readonly MessageId[]): void =>
  useChatUi.setState(({ choosing }) => ({ choosing: { ...choosing, [parentId]: ids } }));

export const endChoice = (parentId: MessageId): void =>
  useChatUi.setState(({ choosing: { [parentId]: _chosen, ...choosing } }) => ({ choosing }));
