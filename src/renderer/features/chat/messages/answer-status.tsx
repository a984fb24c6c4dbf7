import { useTranslation } from 'react-i18next';
import type { LiveText } from '../../../lib/generation/generation-store.ts';

/** What the model does before text appears, in words. Nothing while text appears: the text says it. */
export function AnswerStatus({ live, hasText }: { readonly live: LiveText; readonly hasText: boolean }) {
  const { t } = useTranslation();
  const words = (): string | null => {
    if (live.isOver) return null;
    if (live.phase === 'queued') return live.ahead > 0 ? t('common.live.queued', { count: live.ahead }) : t('common.live.queuedFirst');
    if (live.phase === 'loading') return t('common.live.loading');
    if (live.phase === 'reading')
      return t('common.live.reading', { percent: live.totalTokens > 0 ? Math.floor((100 * live.readTokens) / live.totalTokens) : 0 });
    return hasText ? null : t('common.live.writing');
  };
  const text = words();
  if (text === null) return null;
  return (
    <p className="flex items-center gap-2 text-13 text-ink-2 tabular-nums">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
      {text}
    </p>
  );
}
