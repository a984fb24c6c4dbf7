import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import { Button } from '../../../components/button.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';
import { formatNumber, sentenceGap } from '../../../lib/format.ts';
import { showLedger, useContextUi } from './context-ui-store.ts';
import { useContextLedger } from './use-context-ledger.ts';
import { useLiveGenerations } from '../use-threads.ts';

const ContextFullDialog = onDemand(async () => (await import('./context-full-dialog.tsx')).ContextFullDialog);

const line = 'mx-auto flex w-full max-w-[47rem] flex-wrap items-center gap-2 px-4 pb-1 text-13 text-ink-2';
const AFTER = { ask: 'willAsk', summarise: 'willSummarise', 'oldest-out': 'willLeaveOut' } as const;

/** Above the composer: what sending the draft would push out of view, and that a summary is being written; and the question what is to go. */
export function ContextNote({ threadId }: { readonly threadId: ThreadId | null }) {
  const { t, i18n } = useTranslation();
  const { ledger, hasDraft } = useContextLedger(threadId);
  const question = useContextUi((ui) => ui.question);
  const isSummarising = (useLiveGenerations() ?? []).some((live) => live.purpose === 'summary' && live.threadId === threadId);

  const draftWords = (): string | null => {
    // Not even an empty message could be sent.
    if (ledger?.problem?.code === 'CONTEXT_KEPT_TOO_LONG') return t('context.keptTooLong');
    if (!ledger || !hasDraft) return null;
    if (ledger.problem?.code === 'PROMPT_TOO_LONG') {
      const number = (value: unknown): string => formatNumber(Number(value), i18n.language);
      return t('context.draft.tooLong', { tokens: number(ledger.problem.data['tokens']), limit: number(ledger.problem.data['limit']) });
    }
    if (ledger.newlyOut === 0) return null;
    const words = t('context.draft.leavesOut', { count: ledger.newlyOut });
    return `${words}${sentenceGap(i18n.language)}${t(`context.draft.${AFTER[ledger.overflow]}`)}`;
  };
  const words = draftWords();
  return (
    <>
      {isSummarising ? (
        <p role="status" className={line}>
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
          {t('context.summarising')}
        </p>
      ) : (
        words !== null && (
          <p role="status" className={line}>
            {words}
            <Button tone="quiet" size="small" onClick={() => showLedger(threadId)}>
              {t('context.cut.show')}
            </Button>
          </p>
        )
      )}
      {question && <ContextFullDialog error={question.error} onChoose={question.onChoose} />}
    </>
  );
}
