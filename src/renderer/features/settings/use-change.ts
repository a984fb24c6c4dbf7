import type { SettingsPatch } from '#shared/models/settings.ts';
import { showToast } from '../../components/toasts.tsx';
import { toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { updateSettings } from '../../lib/use-settings.ts';

export type Change = (patch: SettingsPatch) => void;

/** Applies and stores a patch; where it could not be stored the old value comes back and a toast says why. */
export function useChange(): Change {
  const errorText = useErrorText();
  return (patch) =>
    void updateSettings(patch).catch((cause: unknown) => showToast({ text: errorText(toAppError(cause)), isFailure: true }));
}
