/** What is chosen for the chat that does not exist yet. */
import { create } from 'zustand';
import type { AssistantId } from '#shared/models/ids.ts';

export interface NewChat {
  /** null: the general one. */
  readonly assistantId: AssistantId | null;
  /** What `{{selection}}` will stand for. */
  readonly selection: string;
}

const NOTHING: NewChat = { assistantId: null, selection: '' };
export const useNewChat = create<NewChat>(() => NOTHING);

/** What the new chat begins with, as `generations.send` takes it. */
export function newChatWith(): { assistantId?: AssistantId; selection?: string } {
  const { assistantId, selection } = useNewChat.getState();
  return { ...(assistantId && { assistantId }), ...(selection !== '' && { selection }) };
}

/** The chat has begun; the next new one is the general assistant's again. */
export const forgetNewChat = (): void => useNewChat.setState(NOTHING);
