/** What the models view knows and may do. Failures of actions are said in a toast; those of loading come with the engine state. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ModelId } from '#shared/models/ids.ts';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

/** Asked anew whenever the view opens: a file that was gone may be back. */
export const useModels = () => useQuery({ queryKey: ['models', 'list'], queryFn: () => rpc.models.list(), refetchOnMount: 'always' });

/** Free memory changes while the view is open, so it is asked anew every ten seconds. */
export const useMachine = () =>
  useQuery({ queryKey: ['models', 'machine'], queryFn: () => rpc.models.getMachine(), refetchInterval: 10_000 }).data;

export interface LoadOptions {
  readonly onCpu?: boolean;
  readonly contextSize?: number;
}

export interface ModelActions {
  readonly load: (modelId: ModelId, options?: LoadOptions) => void;
  readonly cancelLoad: () => void;
  readonly unload: () => void;
  readonly remove: (modelId: ModelId) => void;
}

export function useModelActions(): ModelActions {
  const errorText = useErrorText();
  const attempt = useCallback(
    async (action: () => Promise<void>): Promise<void> => {
      try {
        await action();
        await queryClient.invalidateQueries({ queryKey: ['models'] });
      } catch (cause) {
        const error = toAppError(cause);
        if (error.code !== 'CANCELLED') showToast({ text: errorText(error), isFailure: true });
      }
    },
    [errorText],
  );
  return {
    load: (modelId, options = {}) => void attempt(() => rpc.models.load({ modelId, ...options })),
    cancelLoad: () => void attempt(() => rpc.models.cancelLoad()),
    unload: () => void attempt(() => rpc.models.unload()),
    remove: (modelId) => void attempt(() => rpc.models.remove({ modelId })),
  };
}
