import { useMutation, useQuery } from '@tanstack/react-query';
import type { Settings, SettingsPatch } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { rpc } from './rpc/client.ts';
import { queryClient } from './rpc/streams.ts';

const queryKey = ['settings'];

/** The settings in force; the shipped ones until main has answered. */
export function useSettings(): Settings {
  return useQuery({ queryKey, queryFn: () => rpc.settings.get() }).data ?? SHIPPED_SETTINGS;
}

/** Applies a patch at once on screen and stores it; a failure puts the old value back. */
export function useUpdateSettings(): (patch: SettingsPatch) => Promise<Settings> {
  const { mutateAsync } = useMutation({
    mutationFn: (patch: SettingsPatch) => rpc.settings.update(patch),
    onMutate: (patch) => {
      const before = queryClient.getQueryData<Settings>(queryKey);
      if (before) queryClient.setQueryData(queryKey, { ...before, ...patch });
      return { before };
    },
    onError: (_error, _patch, context) => queryClient.setQueryData(queryKey, context?.before),
    onSuccess: (stored) => queryClient.setQueryData(queryKey, stored),
  });
  return mutateAsync;
}
