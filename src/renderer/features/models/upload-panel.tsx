import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatBytes } from '../../lib/format.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { dismissUpload, secondsLeft, useUpload } from './upload-store.ts';
import type { ModelActions } from './use-models.ts';

/** "3 min", "40 s": rough on purpose, it is a guess. */
function roughTime(seconds: number, language: string): string {
  const [value, unit] = seconds < 90 ? [seconds, 'second' as const] : [Math.round(seconds / 60), 'minute' as const];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** The upload that runs, failed or just ended. */
export function UploadPanel({ actions }: { readonly actions: ModelActions }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const upload = useUpload((store) => store.upload);
  const bytes = (value: number): string => formatBytes(value, i18n.language);
  if (upload.state === 'idle') return null;
  if (upload.state === 'failed') {
    return (
      <Notice
        tone="danger"
        role="alert"
        actions={
          <Button size="small" onClick={dismissUpload}>
            {t('common.action.close')}
          </Button>
        }
      >
        <p className="font-semibold break-all">{t('models.upload.failed', { name: upload.fileName })}</p>
        <p>{errorText(upload.error)}</p>
      </Notice>
    );
  }
  if (upload.state === 'done') {
    const { model } = upload;
    const load = (): void => {
      actions.load(model.id);
      dismissUpload();
    };
    return (
      <Notice
        tone="info"
        role="status"
        actions={
          <>
            {model.kind !== 'embedding' && (
              <Button size="small" tone="primary" onClick={load}>
                {t('models.upload.load')}
              </Button>
            )}
            <Button size="small" onClick={dismissUpload}>
              {t('common.action.close')}
            </Button>
          </>
        }
      >
        {t('models.upload.done', { name: model.name })}
      </Notice>
    );
  }
  const left = upload.state === 'sending' ? secondsLeft(upload) : null;
  return (
    <div className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="text-14 font-semibold break-all">{t('models.upload.title', { name: upload.fileName })}</p>
          <p className="text-12 text-ink-2 tabular-nums">
            {upload.state === 'checking' && t('models.upload.checking')}
            {upload.state === 'sending' &&
              (left === null
                ? t('models.upload.started', { total: bytes(upload.totalBytes) })
                : t('models.upload.progress', {
                    sent: bytes(upload.sentBytes),
                    total: bytes(upload.totalBytes),
                    speed: bytes(upload.bytesPerSecond),
                    left: roughTime(left, i18n.language),
                  }))}
          </p>
        </div>
        <Button onClick={dismissUpload}>{t('common.action.cancel')}</Button>
      </div>
      <ProgressBar
        label={t('models.upload.title', { name: upload.fileName })}
        fraction={upload.state === 'sending' ? upload.sentBytes / Math.max(1, upload.totalBytes) : null}
      />
    </div>
  );
}
