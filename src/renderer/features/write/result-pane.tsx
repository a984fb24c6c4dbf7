/** The right half of Write: what the model is doing, then what came of it, in words for every outcome. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WritingResult } from '#shared/contract/writing-contract.ts';
import { stripReasoning } from '#shared/utils/clean-output.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LivePhase } from '../../components/live-phase.tsx';
import { ModelNotice } from '../../components/model-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { PoliteRegion } from '../../components/polite-region.tsx';
import type { TaskRun } from '../../lib/generation/use-task-run.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useLanguageName } from '../../lib/use-language-name.ts';
import { ChangeList } from './change-list.tsx';
import { NewText } from './new-text.tsx';
import type { Review } from './review.ts';
import type { Refusal, WriteInput } from './write-store.ts';

export interface ResultPaneProps {
  readonly run: Pick<TaskRun<WriteInput, unknown, WritingResult>, 'state' | 'input' | 'live' | 'result' | 'error'>;
  readonly review: Review | null;
  readonly hasText: boolean;
  readonly onMove: (index: number) => void;
  readonly onAccept: (index: number) => void;
  readonly onReject: (index: number) => void;
  readonly onUndo: () => void;
  readonly onReplace: (text: string) => void;
  readonly onInsertBelow: (text: string) => void;
  readonly onRetry: () => void;
  readonly refusal: Refusal | null;
  readonly onTryAnyway: () => void;
}

function LanguageWarning({ result }: { readonly result: WritingResult }) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  if (!result.isLanguageChanged || !result.detected.language) return null;
  return <Notice tone="warning">{t('write.languageChanged', { from: nameOf(result.detected.language) })}</Notice>;
}

export function ResultPane({
  run,
  review,
  hasText,
  onRetry,
  onReplace,
  onInsertBelow,
  refusal,
  onTryAnyway,
  ...reviewing
}: ResultPaneProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const nameOf = useLanguageName();
  const engine = useEngine((store) => store.engine);
  const { state, live, result, error } = run;
  const retry = (
    <Button size="small" onClick={onRetry}>
      {t('common.action.retry')}
    </Button>
  );

  if (refusal) {
    return (
      <Notice
        tone="warning"
        role="alert"
        actions={
          <>
            <Link href="/models" className={buttonClass('primary', 'small')}>
              {t('common.model.choose')}
            </Link>
            <Button tone="quiet" size="small" onClick={onTryAnyway}>
              {t('write.refusal.tryAnyway')}
            </Button>
          </>
        }
      >
        {t('write.refusal.text', { name: refusal.modelName, language: nameOf(refusal.language) })}
      </Notice>
    );
  }
  if (state === 'idle') {
    return (
      <div className="flex h-full flex-col gap-4">
        <ModelNotice engine={engine} />
        <EmptyState title={t('write.idle.title')}>{hasText ? t('write.idle.text') : t('write.idle.noText')}</EmptyState>
      </div>
    );
  }
  if (state === 'starting' || state === 'running') {
    const written = stripReasoning(live.text);
    return (
      <div aria-busy="true" className="flex flex-col gap-4">
        <LivePhase live={live} />
        <p className="text-15 leading-[1.7] break-words whitespace-pre-wrap text-ink-2">{written}</p>
        <PoliteRegion text={written} isOver={false} />
      </div>
    );
  }
  if (state === 'failed' && error) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="danger" role="alert" actions={retry}>
          {errorText(error)}
        </Notice>
        {live.text !== '' && <NewText text={stripReasoning(live.text)} />}
      </div>
    );
  }
  if (!result) return null;
  switch (result.verdict) {
    case 'empty':
      return (
        <EmptyState title={t('write.empty.title')} actions={retry}>
          {t('write.empty.text')}
        </EmptyState>
      );
    case 'same':
      return <EmptyState title={t('write.same.title')}>{t('write.same.text')}</EmptyState>;
    case 'answer':
      return (
        <div className="flex flex-col gap-4">
          <Notice tone="warning" role="alert" actions={retry}>
            {t('write.answer.title')}
          </Notice>
          <h2 className="text-13 font-semibold text-ink-2">{t('write.answer.what')}</h2>
          <NewText text={result.text} />
        </div>
      );
    case 'new-text': {
      const isCut = live.stopReason === 'length' || live.stopReason === 'context';
      return (
        <div className="flex flex-col gap-4">
          <LanguageWarning result={result} />
          {(isCut || live.stopReason === 'stopped') && <Notice tone="info">{isCut ? t('write.tooLong') : t('write.stoppedEarly')}</Notice>}
          <NewText text={result.text} onReplace={() => onReplace(result.text)} onInsertBelow={() => onInsertBelow(result.text)} />
        </div>
      );
    }
    case 'edit':
      if (!review) return null;
      return (
        <div className="flex flex-col gap-4">
          <LanguageWarning result={result} />
          {review.dropped > 0 && <Notice tone="info">{t('write.edited')}</Notice>}
          {review.pending.length === 0 ? (
            <EmptyState title={t('write.decided.title')}>{t('write.decided.text')}</EmptyState>
          ) : (
            <ChangeList review={review} {...reviewing} />
          )}
        </div>
      );
  }
}
