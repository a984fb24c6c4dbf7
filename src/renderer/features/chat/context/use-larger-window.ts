import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/toasts.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { toAppError } from '../../../lib/rpc/client.ts';
import { useEngine } from '../../../lib/rpc/streams.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { updateSettings } from '../../../lib/use-settings.ts';

const RELOAD_MS = 3_000;

/** Pure: twice the window, as far as the model goes; null when it goes no further. */
export function largerWindow(contextSize: number, largest: number): number | null {
  const larger = Math.min(contextSize * 2, largest);
  return contextSize > 0 && larger > contextSize ? larger : null;
}

/** Main has begun to load, or is through with it; a model that needs no loading is waited for briefly. */
function reloadBegun(contextSize: number): Promise<void> {
  const hasBegun = (): boolean => {
    const { engine } = useEngine.getState();
    return engine.state !== 'ready' || engine.model.contextSize >= contextSize;
  };
  return new Promise((resolve) => {
    if (hasBegun()) {
      resolve();
      return;
    }
    const end = (): void => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = useEngine.subscribe(() => hasBegun() && end());
    const timer = setTimeout(end, RELOAD_MS);
  });
}

/** Loads the model again with a larger window. True when that has begun. */
export function useLargerWindow(): (size: number) => Promise<boolean> {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  return async (contextSize) => {
    try {
      await updateSettings({ contextSize });
      await reloadBegun(contextSize);
      showToast({ text: t('context.largerNow', { size: formatNumber(contextSize, i18n.language) }) });
      return true;
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
      return false;
    }
  };
}
