import { useTranslation } from 'react-i18next';
import type { GenerationStats } from '#shared/models/generation.ts';

/** 980 → "980", 3,120 → "3.1k", 8,192 → "8k": window sizes are counted in 1,024 tokens, fillings in thousands. */
export function shortTokens(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  if (tokens % 1_024 === 0) return `${tokens / 1_024}k`;
  const thousands = tokens / 1_000;
  return `${thousands < 100 ? Math.floor(thousands * 10) / 10 : Math.floor(thousands)}k`;
}

/** How full the window was when the last answer ended. */
export function ContextMeter({ stats: { contextTokens, contextSize } }: { readonly stats: GenerationStats }) {
  const { t } = useTranslation();
  const words = t('chat.context.meter', { used: shortTokens(contextTokens), size: shortTokens(contextSize) });
  return (
    <div
      title={t('chat.context.title')}
      className="flex min-h-7 items-center gap-2 rounded-full border border-line bg-surface px-3 text-12 text-ink-2 tabular-nums max-sm:hidden"
    >
      <span aria-hidden className="h-1 w-13 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${Math.min(100, (100 * contextTokens) / Math.max(1, contextSize))}%` }}
        />
      </span>
      {words}
    </div>
  );
}
