import { useMutation, useQuery } from '@tanstack/react-query';
import type { UpdateState } from '#shared/models/update.ts';
import { rpc } from './rpc/client.ts';
import { queryClient } from './rpc/streams.ts';

const queryKey = ['updates'];

export type UpdateStep = 'check' | 'download' | 'cancel' | 'install';

/** Where Inkstone stands with a newer version, and the steps the user may take. */
export function useUpdate(): { readonly update: UpdateState | undefined; readonly take: (step: UpdateStep) => void } {
  const update = useQuery({ queryKey, queryFn: () => rpc.updates.get() }).data;
  const { mutate } = useMutation({
    mutationFn: (step: UpdateStep) => rpc.updates[step](),
    onSuccess: (state) => queryClient.setQueryData(queryKey, state),
    // A line that broke meanwhile: main knows better where it stands.
    onError: () => queryClient.invalidateQueries({ queryKey }),
  });
  return { update, take: mutate };
}
