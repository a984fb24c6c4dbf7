import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

/** Says when engine settings count, and does it. */
export function ReloadNotice() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const engine = useEngine((store) => store.engine);
  const modelId = engine.state === 'ready' ? engine.model.modelId : engine.state === 'stopped' ? null : engine.modelId;
  const isLoading = engine.state === 'loading' || engine.state === 'starting';
  const reload = async (): Promise<void> => {
    if (modelId === null) return;
    try {
      await rpc.models.load({ modelId });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  return (
    <Notice
      tone="info"
      actions={
        modelId === null ? undefined : (
          <Button size="small" disabled={isLoading} onClick={() => void reload()}>
            {isLoading ? t('settings.reload.running') : t('settings.reload.button')}
          </Button>
        )
      }
    >
      {t(modelId === null ? 'settings.reload.textNone' : 'settings.reload.text')}
    </Notice>
  );
}
