/** What is chosen for the chat that does not exist yet. */
import { create } from 'zustand';
import type { AssistantId } from '#shared/models/ids.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';

export interface NewChat {
  /** null: the general one. */
  readonly assistantId: AssistantId | null;
  /** What `{{selection}}` will stand for. */
  readonly selection: string;
  /** Its own, over the assistant's and the settings. */
  readonly parameters: ParameterOverrides;
}

const NOTHING: NewChat = { assistantId: null, selection: '', parameters: {} };
export const useNewChat = create<NewChat>(() => NOTHING);

export const hasAny = (parameters: ParameterOverrides): boolean => Object.keys(parameters).length > 0;

/** What the new chat begins with, as `generations.send` takes it. */
export function newChatWith(): { assistantId?: AssistantId; selection?: string; parameters?: ParameterOverrides } {
  const { assistantId, selection, parameters } = useNewChat.getState();
  return {
    ...(assistantId && { assistantId }),
    ...(selection !== '' && { selection }),
    ...(hasAny(parameters) && { parameters }),
  };
}

/** The chat has begun; the next new one is the general assistant's again. */
export const forgetNewChat = (): void => useNewChat.setState(NOTHING);
