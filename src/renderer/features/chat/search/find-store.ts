/** Find in the open chat: what is looked for, and which match is the present one. */
import type { MessageId } from '#shared/models/ids.ts';
import { create } from 'zustand';

interface FindState {
  readonly isOpen: boolean;
  readonly text: string;
  /** Among all matches of the chat; -1 before there is one. */
  readonly at: number;
  /** The message of the present match. */
  readonly soughtId: MessageId | null;
  /** Rises with every step to a match, also to the same one. */
  readonly moves: number;
  /** Rises with every wish to type into the bar. */
  readonly asked: number;
}

const CLOSED: FindState = { isOpen: false, text: '', at: -1, soughtId: null, moves: 0, asked: 0 };

export const useFind = create<FindState>(() => CLOSED);

export const openFind = (): void => useFind.setState(({ asked }) => ({ isOpen: true, asked: asked + 1 }));
export const closeFind = (): void => useFind.setState({ isOpen: false, at: -1, soughtId: null });
export const seek = (soughtId: MessageId | null): void => useFind.setState({ soughtId });
export const findText = (text: string): void => useFind.setState({ text, at: -1 });
export const goToMatch = (at: number): void => useFind.setState(({ moves }) => ({ at, moves: moves + 1 }));
