import { useTranslation } from 'react-i18next';
import type { GenerationStats } from '#shared/models/generation.ts';
import { formatNumber } from '../../lib/format.ts';

/** The quiet line after an answer: speed, first token, length. */
export function AnswerStats({ stats }: { readonly stats: GenerationStats }) {
  const { t, i18n } = useTranslation();
  const { tokensPerSecond, firstTokenMs, tokensWritten, tokensRead, tokensReused, modelName } = stats;
  const number = (value: number, digits = 0): string => formatNumber(value, i18n.language, digits);
  const parts = [
    ...(tokensPerSecond > 0 ? [t('chat.stats.speed', { speed: number(tokensPerSecond, tokensPerSecond < 10 ? 1 : 0) })] : []),
    ...(firstTokenMs === null ? [] : [t('chat.stats.firstToken', { seconds: number(firstTokenMs / 1_000, firstTokenMs < 100 ? 2 : 1) })]),
    t('chat.stats.tokens', { count: tokensWritten, shown: number(tokensWritten) }),
  ];
  return (
    <span
      className="px-1 text-12 text-ink-2 tabular-nums"
      title={t('chat.stats.details', {
        model: modelName,
        read: number(tokensRead),
        reused: number(tokensReused),
        seed: String(stats.seed),
      })}
    >
      {parts.join(' · ')}
    </span>
  );
}
