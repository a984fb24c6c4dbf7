import { useTranslation } from 'react-i18next';
import type { LiveText } from '../lib/generation/generation-store.ts';
import { ProgressBar } from './progress-bar.tsx';

/** What the model is doing before there is text: waiting, loading, reading so many per cent. */
export function LivePhase({ live }: { readonly live: LiveText }) {
  const { t } = useTranslation();
  const fraction = live.phase === 'reading' && live.totalTokens > 0 ? live.readTokens / live.totalTokens : null;
  const words = ((): string => {
    if (live.phase === 'queued') return live.ahead > 0 ? t('common.live.queued', { count: live.ahead }) : t('common.live.queuedFirst');
    if (live.phase === 'loading') return t('common.live.loading');
    return live.phase === 'reading' ? t('common.live.reading', { percent: Math.round((fraction ?? 0) * 100) }) : t('common.live.writing');
  })();
  return (
    <div className="flex flex-col gap-2 text-13 text-ink-2 tabular-nums">
      <span>{words}…</span>
      {live.phase === 'reading' && <ProgressBar label={words} fraction={fraction} />}
    </div>
  );
}
