/** Sampling of one chat: every value in force, where it comes from, and a way back for each. A change applies to the next answer. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ParameterChange } from '#shared/models/parameters.ts';
import { PARAMETER_NAMES } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ParameterField } from '../../components/parameter-field.tsx';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

export function ParametersDialog({ thread, onClose }: { readonly thread: Thread; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data } = useQuery({
    queryKey: ['threads', 'parameters', thread.id],
    queryFn: () => rpc.threads.getParameters({ threadId: thread.id }),
  });
  const store = async (change: ParameterChange): Promise<void> => {
    try {
      await rpc.threads.changeParameters({ threadId: thread.id, change });
      await queryClient.invalidateQueries({ queryKey: ['threads'] });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  return (
    <Dialog
      isOpen
      title={t('chat.parameters.title')}
      description={t('chat.parameters.description')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
    >
      {data &&
        PARAMETER_NAMES.map((name) => (
          <ParameterField
            key={name}
            name={name}
            effective={data}
            layer="thread"
            onChange={(set) => void store({ set, reset: [] })}
            onReset={(name) => void store({ set: {}, reset: [name] })}
          />
        ))}
    </Dialog>
  );
}
