import type { Thread } from '#shared/models/thread.ts';
import { useNewChat } from '../../../lib/new-chat-store.ts';
import { ParametersDialog } from './parameters-dialog.tsx';
import { useChatAssistant } from '../assistant/use-chat-assistant.ts';
import { useThreadParameters } from './use-thread-parameters.ts';

/** The parameters of a chat; of the new one they are kept until it begins. */
export function ChatParameters({ thread, onClose }: { readonly thread: Thread | null; readonly onClose: () => void }) {
  const own = useNewChat((chat) => chat.parameters);
  const { assistant } = useChatAssistant(thread);
  const { effective, changeOwn } = useThreadParameters(thread, {
    own,
    assistant: assistant?.parameters,
    changeOwn: (next) => useNewChat.setState(({ parameters }) => ({ parameters: next(parameters) })),
  });
  return <ParametersDialog effective={effective} onChange={changeOwn} onClose={onClose} />;
}
