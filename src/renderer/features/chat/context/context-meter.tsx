import { clsx } from 'clsx';
import { Gauge, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { Thread } from '#shared/models/thread.ts';
import { onDemand } from '../../../lib/on-demand.tsx';
import { showLedger, useContextUi } from './context-ui-store.ts';
import { useContextLedger } from './use-context-ledger.ts';

const ContextLedgerDialog = onDemand(async () => (await import('./context-ledger.tsx')).ContextLedgerDialog);

/** 980 → "980", 3,120 → "3.1k", 8,192 → "8k": window sizes are counted in 1,024 tokens, fillings in thousands. */
export function shortTokens(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  if (tokens % 1_024 === 0) return `${tokens / 1_024}k`;
  const thousands = tokens / 1_000;
  return `${thousands < 100 ? Math.floor(thousands * 10) / 10 : Math.floor(thousands)}k`;
}

const chip = 'min-h-7 items-center gap-2 rounded-full border border-line bg-surface px-3 text-12 text-ink-2 tabular-nums';

function Filling({ used, size, words, isOver }: { used: number; size: number; words: string; isOver: boolean }) {
  return (
    <>
      <span aria-hidden className="h-1 w-13 overflow-hidden rounded-full bg-line">
        <span
          className={clsx('block h-full rounded-full', isOver ? 'bg-warning' : 'bg-accent')}
          style={{ width: `${Math.min(100, (100 * used) / Math.max(1, size))}%` }}
        />
      </span>
      {words}
    </>
  );
}

/** How full the window is with the next message; in a chat it opens the ledger of what is in it. */
export function ContextMeter({ thread, stats }: { readonly thread: Thread | null; readonly stats: GenerationStats | null }) {
  const { t } = useTranslation();
  const threadId = thread?.kind === 'chat' ? thread.id : null;
  const { ledger } = useContextLedger(threadId);
  const isOpen = useContextUi((ui) => ui.ledgerOf !== null && ui.ledgerOf === threadId);
  const [used, size] = ledger ? [ledger.total, ledger.contextSize] : stats ? [stats.contextTokens, stats.contextSize] : [0, 0];
  if (size === 0) return null;
  const words = t('chat.context.meter', { used: shortTokens(used), size: shortTokens(size) });
  const isOver = ledger !== null && (ledger.newlyOut > 0 || ledger.problem !== null);
  if (threadId === null) {
    return (
      <div title={t('chat.context.title')} className={clsx(chip, 'hidden sm:flex')}>
        <Filling used={used} size={size} words={words} isOver={false} />
      </div>
    );
  }
  // Where the title needs the room.
  const Compact = isOver ? TriangleAlert : Gauge;
  const name = t(isOver ? 'context.openWarning' : 'context.open', { words });
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={name}
        title={name}
        className="shrink-0 rounded-full"
        onClick={() => showLedger(threadId)}
      >
        <span className={clsx(chip, 'hidden hover:border-line-strong sm:flex')}>
          <Filling used={used} size={size} words={words} isOver={isOver} />
        </span>
        <span
          className={clsx(
            'flex size-8 items-center justify-center rounded-control hover:bg-accent-soft sm:hidden',
            isOver ? 'text-warning' : 'text-ink-2 hover:text-ink',
          )}
        >
          <Compact size={16} strokeWidth={1.75} aria-hidden />
        </span>
      </button>
      {isOpen && <ContextLedgerDialog threadId={threadId} onClose={() => showLedger(null)} />}
    </>
  );
}
