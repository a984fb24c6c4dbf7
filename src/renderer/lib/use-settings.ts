import { useQuery } from '@tanstack/react-query';
import type { Settings, SettingsPatch } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { rpc } from './rpc/client.ts';
import { createShownChanges } from './rpc/shown-changes.ts';
import { queryClient } from './rpc/streams.ts';

const queryKey = ['settings'];
const changes = createShownChanges<Settings>(queryClient, queryKey);

/** The settings in force; the shipped ones until main has answered. */
export function useSettings(): Settings {
  return changes.useShown(useQuery({ queryKey, queryFn: () => rpc.settings.get() }).data) ?? SHIPPED_SETTINGS;
}

/** Applies a patch at once on screen and stores it; a failure puts the old value back. @throws whatever main refused it with */
export function updateSettings(patch: SettingsPatch): Promise<Settings> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return changes.store(
    (settings) => ({ ...settings, ...given }),
    () => rpc.settings.update(patch),
  );
}
