/** What the chat screen shows right now and nobody stores: the turn being edited, answers being chosen from, where to jump. */
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { create } from 'zustand';

export interface Jump {
  readonly threadId: ThreadId;
  readonly messageId: MessageId;
  /** What it was found by: marked in the message, the first of it in view. */
  readonly words?: string;
  /** Only scrolls: the focus stays where it is, and nothing flashes. */
  readonly isQuiet?: boolean;
}

export interface ChatUi {
  readonly editingId: MessageId | null;
  /** Answers shown side by side, by the id of the turn they answer. */
  readonly choosing: Readonly<Record<string, readonly MessageId[]>>;
  /** The next message of this chat goes below each of these answers. */
  readonly below: { readonly threadId: ThreadId; readonly messageIds: readonly MessageId[] } | null;
  /** The answer shown as its tokens. */
  readonly tokensOf: MessageId | null;
  /** The chat whose map of branches is open. */
  readonly mapOf: ThreadId | null;
  /** A message to bring into view once its page is there. */
  readonly jump: Jump | null;
  /** Only under 900 px, where the side bar lies over the chat. */
  readonly isOverlayOpen: boolean;
  /** The search box takes the focus as soon as it is there. */
  readonly wantsSearch: boolean;
}

export const useChatUi = create<ChatUi>(() => ({
  editingId: null,
  choosing: {},
  below: null,
  tokensOf: null,
  mapOf: null,
  jump: null,
  isOverlayOpen: false,
  wantsSearch: false,
}));

export const editTurn = (editingId: MessageId | null): void => useChatUi.setState({ editingId });
export const sendBelowNext = (below: ChatUi['below']): void => useChatUi.setState({ below });
export const showTokens = (tokensOf: MessageId | null): void => useChatUi.setState({ tokensOf });
export const showBranchMap = (mapOf: ThreadId | null): void => useChatUi.setState({ mapOf });
export const jumpTo = (jump: ChatUi['jump']): void => useChatUi.setState({ jump });
export const setOverlayOpen = (isOverlayOpen: boolean): void => useChatUi.setState({ isOverlayOpen });

export const chooseBetween = (parentId: MessageId, ids: readonly MessageId[]): void =>
  useChatUi.setState(({ choosing }) => ({ choosing: { ...choosing, [parentId]: ids } }));

export const endChoice = (parentId: MessageId): void =>
  useChatUi.setState(({ choosing: { [parentId]: _chosen, ...choosing } }) => ({ choosing }));
