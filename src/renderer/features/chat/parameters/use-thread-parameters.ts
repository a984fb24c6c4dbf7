/** The parameters of one chat or text: its thread's own over the rest, or what is chosen for it before there is a thread. */
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { EffectiveParameters, ParameterChange, ParameterOverrides } from '#shared/models/parameters.ts';
import { changeParameters, effectiveParameters } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useCurrentModel } from '../../../lib/use-current-model.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useSettings } from '../../../lib/use-settings.ts';

/** What stands for the thread's own values as long as there is no thread. */
export interface UnstartedParameters {
  readonly own: ParameterOverrides;
  readonly assistant?: ParameterOverrides | undefined;
  /** Handed the newest values: two fields may change in one moment. */
  readonly changeOwn: (next: (own: ParameterOverrides) => ParameterOverrides) => void;
}

export interface ThreadParameters {
  /** undefined while it is not known. */
  readonly effective: EffectiveParameters | undefined;
  readonly changeOwn: (change: ParameterChange) => void;
  /** A field that is left by the very click that asks for more is stored first. */
  readonly whenStored: () => Promise<void>;
}

export function useThreadParameters(thread: Thread | null, { own, assistant = {}, changeOwn }: UnstartedParameters): ThreadParameters {
  const errorText = useErrorText();
  const settings = useSettings();
  const model = useCurrentModel()?.parameters ?? {};
  const { data } = useQuery({
    queryKey: ['threads', 'parameters', thread?.id],
    queryFn: () => (thread ? rpc.threads.getParameters({ threadId: thread.id }) : null),
    enabled: thread !== null,
  });
  const storing = useRef<Promise<void>>(Promise.resolve());
  const store = async (change: ParameterChange): Promise<void> => {
    if (!thread) return changeOwn((newest) => changeParameters(newest, change));
    try {
      await rpc.threads.changeParameters({ threadId: thread.id, change });
      await queryClient.invalidateQueries({ queryKey: ['threads'] });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  return {
    effective: thread ? (data ?? undefined) : effectiveParameters({ model, settings: settings.parameters, assistant, thread: own }),
    changeOwn: (change) => {
      storing.current = store(change);
    },
    whenStored: () => storing.current,
  };
}
