import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import { Button } from '../../../components/button.tsx';
import { showLedger } from './context-ui-store.ts';
import type { ContextCut } from './context-places.ts';

/** The quiet line where the model's view of the chat begins, and the way to what is above it. */
export function ContextCutLine({ threadId, cut }: { readonly threadId: ThreadId; readonly cut: ContextCut }) {
  const { t } = useTranslation();
  const { leftOut, summarised, hasOlder, wantsSummary } = cut;
  const words =
    leftOut === 0
      ? t('context.cut.summarised', { count: summarised })
      : hasOlder
        ? t('context.cut.more')
        : t(wantsSummary ? 'context.cut.notSummarised' : 'context.cut.leftOut', { count: leftOut });
  return (
    <div role="note" data-context-cut className="my-3 flex items-center gap-3 text-12 text-ink-2">
      <span aria-hidden className="h-px flex-1 bg-line" />
      {words}
      <Button tone="quiet" size="small" onClick={() => showLedger(threadId)}>
        {t('context.cut.show')}
      </Button>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </div>
  );
}
