import { useTranslation } from 'react-i18next';
import { GENERAL_ASSISTANT } from '#shared/models/assistant.ts';
import type { Assistant } from '#shared/models/assistant.ts';
import type { AssistantId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { hasVariable } from '#shared/utils/prompt-variables.ts';
import { showToast } from '../../../components/toasts.tsx';
import { useNewChat } from '../../../lib/new-chat-store.ts';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useAssistants } from '../../../lib/use-assistants.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useSettings } from '../../../lib/use-settings.ts';

export interface ChatAssistant {
  readonly assistants: readonly Assistant[];
  readonly chosenId: AssistantId;
  /** undefined while it is not known, and where it was deleted. */
  readonly assistant: Assistant | undefined;
  readonly isGone: boolean;
  /** The system prompt in force has `{{selection}}` in it. */
  readonly usesSelection: boolean;
  readonly choose: (id: AssistantId) => Promise<void>;
}

/** Who answers in a chat, or in the new one where there is none yet. A change holds from the next turn on, and that is said. */
export function useChatAssistant(thread: Thread | null): ChatAssistant {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const assistants = useAssistants();
  const newChat = useNewChat();
  const chosenId = (thread ?? newChat).assistantId ?? GENERAL_ASSISTANT;
  const settings = useSettings();
  const assistant = assistants?.find(({ id }) => id === chosenId);

  const store = async (threadId: Thread['id'], assistantId: AssistantId | null): Promise<boolean> => {
    try {
      const changed = await rpc.threads.setAssistant({ threadId, assistantId });
      queryClient.setQueryData(['threads', 'one', threadId], changed);
      await queryClient.invalidateQueries({ queryKey: ['threads'] });
      return true;
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
      return false;
    }
  };
  const choose = async (id: AssistantId): Promise<void> => {
    if (id === chosenId) return;
    const wanted = id === GENERAL_ASSISTANT ? null : id;
    if (!thread) return useNewChat.setState({ assistantId: wanted });
    const before = thread.assistantId;
    if (!(await store(thread.id, wanted)) || thread.activeLeafId === null) return;
    showToast({
      text: t('assistants.changed', { name: assistants?.find((one) => one.id === id)?.name ?? '' }),
      action: { label: t('common.action.undo'), onSelect: () => void store(thread.id, before) },
    });
  };
  const layers = [(thread ?? newChat).parameters, assistant?.parameters, settings.parameters];
  const prompt = layers.find((layer) => layer?.systemPrompt !== undefined)?.systemPrompt ?? '';
  return {
    assistants: assistants ?? [],
    chosenId,
    assistant,
    isGone: assistants !== undefined && !assistant,
    usesSelection: hasVariable(prompt, 'selection'),
    choose,
  };
}
