/** The parameters of one text: its thread's own over the rest, or what is chosen for it before there is a thread. */
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ParameterChange } from '#shared/models/parameters.ts';
import { changeParameters, effectiveParameters } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useCurrentModel } from '../../../lib/use-current-model.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useSettings } from '../../../lib/use-settings.ts';
import type { PaperDesk } from './use-paper.ts';

export function useTextParameters(thread: Thread | null, { desk, change }: PaperDesk) {
  const errorText = useErrorText();
  const settings = useSettings();
  const model = useCurrentModel()?.parameters ?? {};
  const { data } = useQuery({
    queryKey: ['threads', 'parameters', thread?.id],
    queryFn: () => (thread ? rpc.threads.getParameters({ threadId: thread.id }) : null),
    enabled: thread !== null,
  });
  const storing = useRef<Promise<void>>(Promise.resolve());
  const store = async (parameters: ParameterChange): Promise<void> => {
    if (!thread) return change((before) => ({ parameters: changeParameters(before.parameters, parameters) }));
    try {
      await rpc.threads.changeParameters({ threadId: thread.id, change: parameters });
      await queryClient.invalidateQueries({ queryKey: ['threads'] });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  return {
    effective: thread ? (data ?? undefined) : effectiveParameters({ model, settings: settings.parameters, thread: desk?.parameters ?? {} }),
    changeOwn: (parameters: ParameterChange): void => {
      storing.current = store(parameters);
    },
    /** A field that is left by the very click that asks for more is stored first. */
    whenStored: () => storing.current,
  };
}
