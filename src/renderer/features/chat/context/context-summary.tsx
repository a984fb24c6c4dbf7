import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContextSummary as Summary } from '#shared/models/context.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { useContextActions } from './use-context-actions.ts';

export interface ContextSummaryProps {
  readonly threadId: ThreadId;
  readonly summary: Summary;
  /** Its size in words. */
  readonly size: string;
}

/** The summary that stands for messages out of view: what it says, who wrote it, and the way to put it right or do without. */
export function ContextSummary({ threadId, summary, size }: ContextSummaryProps) {
  const { t } = useTranslation();
  const { editSummary, removeSummary } = useContextActions();
  const [draft, setDraft] = useState<string | null>(null);
  const { id, text, modelName, isEdited } = summary;
  const save = async (): Promise<void> => {
    if (draft !== null && (draft.trim() === text || (await editSummary(threadId, id, draft.trim())))) setDraft(null);
  };
  return (
    <section aria-label={t('context.rows.summary')} className="rounded-card border border-line bg-paper px-3 py-2 text-13">
      <div className="flex items-center gap-1">
        <h3 className="flex-1 font-semibold">{t('context.rows.summary')}</h3>
        <span className="text-12 text-ink-2 tabular-nums">{size}</span>
        <IconButton icon={Pencil} label={t('context.summary.edit')} disabled={draft !== null} onClick={() => setDraft(text)} />
        <IconButton icon={Trash2} label={t('context.summary.remove')} onClick={() => void removeSummary(threadId, id)} />
      </div>
      {draft === null ? (
        <p className="break-words whitespace-pre-wrap">{text}</p>
      ) : (
        <>
          <textarea
            autoFocus
            rows={6}
            value={draft}
            maxLength={100_000}
            aria-label={t('context.summary.text')}
            className="w-full resize-y rounded-control border border-line bg-surface px-2 py-1.5 text-13 text-ink"
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setDraft(null);
            }}
          />
          <div className="mt-1 flex justify-end gap-2">
            <Button size="small" onClick={() => setDraft(null)}>
              {t('common.action.cancel')}
            </Button>
            <Button size="small" tone="primary" disabled={draft.trim() === ''} onClick={() => void save()}>
              {t('context.summary.save')}
            </Button>
          </div>
        </>
      )}
      <p className="mt-1 text-12 text-ink-2">{t(isEdited ? 'context.summary.byEdited' : 'context.summary.by', { model: modelName })}</p>
    </section>
  );
}
