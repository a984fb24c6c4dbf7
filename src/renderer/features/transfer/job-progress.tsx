import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';

export interface JobProgressProps {
  readonly title: string;
  readonly hint?: string | undefined;
  /** 0…1; null when nobody knows. */
  readonly fraction: number | null;
  readonly leftMs: number | null;
  readonly onCancel: () => void;
}

/** "3 min", "40 s": rough on purpose, it is a guess. */
export function roughTime(ms: number, language: string): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const [value, unit] = seconds < 90 ? [seconds, 'second' as const] : [Math.round(seconds / 60), 'minute' as const];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** How far it is, how long it still takes, and the way to end it. */
export function JobProgress({ title, hint, fraction, leftMs, onCancel }: JobProgressProps) {
  const { t, i18n } = useTranslation();
  const percent = fraction === null ? null : Math.round(Math.min(1, fraction) * 100);
  return (
    <div className="flex flex-col gap-3 py-2">
      <div className="flex items-center gap-4">
        <div className="min-w-0 flex-1">
          <p className="text-14 font-semibold break-words">{title}</p>
          <p className="min-h-5 text-12 text-ink-2 tabular-nums">
            {percent !== null &&
              (leftMs === null
                ? t('transfer.progress.percent', { percent })
                : t('transfer.progress.left', { percent, left: roughTime(leftMs, i18n.language) }))}
          </p>
        </div>
        <Button onClick={onCancel}>{t('common.action.cancel')}</Button>
      </div>
      <ProgressBar label={title} fraction={fraction} />
      {hint !== undefined && <p className="text-12 text-ink-2">{hint}</p>}
    </div>
  );
}
