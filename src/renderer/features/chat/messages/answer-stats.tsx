import { Popover } from '@base-ui/react/popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GenerationStats } from '#shared/models/generation.ts';
import { formatNumber } from '../../../lib/format.ts';

interface StatsProps {
  readonly stats: GenerationStats;
}

const numbersOf =
  (language: string) =>
  (value: number, digits = 0): string =>
    formatNumber(value, language, digits);

const digitsOfSpeed = (tokensPerSecond: number): number => (tokensPerSecond < 10 ? 1 : 0);
const digitsOfSeconds = (ms: number): number => (ms < 100 ? 2 : 1);

/** Everything that is known of the run, by its names. */
function Figures({ stats }: StatsProps) {
  const { t, i18n } = useTranslation();
  const number = numbersOf(i18n.language);
  const { firstTokenMs, tokensPerSecond, durationMs } = stats;
  const seconds = (ms: number): string => t('chat.stats.seconds', { seconds: number(ms / 1_000, digitsOfSeconds(ms)) });
  const figures: readonly (readonly [name: string, value: string])[] = [
    [t('chat.stats.model'), stats.modelName],
    [t('chat.stats.seed'), String(stats.seed)],
    [t('chat.stats.read'), number(stats.tokensRead)],
    [t('chat.stats.reused'), number(stats.tokensReused)],
    [t('chat.stats.written'), number(stats.tokensWritten)],
    ...(tokensPerSecond > 0
      ? [[t('chat.stats.speedName'), t('chat.stats.speed', { speed: number(tokensPerSecond, digitsOfSpeed(tokensPerSecond)) })] as const]
      : []),
    ...(firstTokenMs === null ? [] : [[t('chat.stats.firstTokenName'), seconds(firstTokenMs)] as const]),
    [t('chat.stats.duration'), seconds(durationMs)],
    [t('chat.stats.context'), t('chat.stats.contextUsed', { used: number(stats.contextTokens), size: number(stats.contextSize) })],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-13">
      {figures.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="text-right break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The quiet line after an answer: speed, first token, length. It opens the rest; a chat has many, so that is made when first asked for. */
export function AnswerStats({ stats }: StatsProps) {
  const { t, i18n } = useTranslation();
  const number = numbersOf(i18n.language);
  const [wasOpened, setWasOpened] = useState(false);
  const { tokensPerSecond, firstTokenMs, tokensWritten, tokensRead, tokensReused, modelName } = stats;
  const parts = [
    ...(tokensPerSecond > 0 ? [t('chat.stats.speed', { speed: number(tokensPerSecond, digitsOfSpeed(tokensPerSecond)) })] : []),
    ...(firstTokenMs === null
      ? []
      : [t('chat.stats.firstToken', { seconds: number(firstTokenMs / 1_000, digitsOfSeconds(firstTokenMs)) })]),
    t('chat.stats.tokens', { count: tokensWritten, shown: number(tokensWritten) }),
  ];
  const line = {
    className: 'rounded-control px-1 text-left text-12 text-ink-2 tabular-nums hover:text-ink',
    title: t('chat.stats.details', {
      model: modelName,
      read: number(tokensRead),
      reused: number(tokensReused),
      seed: String(stats.seed),
    }),
    children: parts.join(' · '),
  } as const;
  if (!wasOpened) return <button type="button" {...line} aria-haspopup="dialog" aria-expanded={false} onClick={() => setWasOpened(true)} />;
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger type="button" {...line} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-50">
          <Popover.Popup className="max-w-[min(22rem,calc(100vw-2rem))] min-w-60 rounded-card border border-line bg-surface p-3 shadow-overlay">
            <Popover.Title className="mb-2 text-13 font-semibold">{t('chat.stats.title')}</Popover.Title>
            <Figures stats={stats} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
