/** The right half of Translate. Output of a model that cannot translate never enters the `Translation` box. */
import { useTranslation } from 'react-i18next';
import { stripReasoning } from '#shared/utils/clean-output.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { LivePhase } from '../../components/live-phase.tsx';
import { Notice } from '../../components/notice.tsx';
import { PoliteRegion } from '../../components/polite-region.tsx';
import type { TaskRun } from '../../lib/generation/use-task-run.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import type { TranslateInput, TranslateResult, TranslateStarted } from './translate-store.ts';

export interface TranslationPaneProps {
  readonly run: Pick<
    TaskRun<TranslateInput, TranslateStarted, TranslateResult>,
    'state' | 'input' | 'started' | 'live' | 'result' | 'error'
  >;
  readonly isOutdated: boolean;
  /** No translation can come: then the box does not promise one. */
  readonly cannot: boolean;
  readonly onRetry: () => void;
}

/** What the run has written so far, without reasoning. */
export function writtenText(run: TranslationPaneProps['run']): string {
  return run.result ? run.result.text : stripReasoning(run.live.text);
}

export function TranslationPane({ run, isOutdated, cannot, onRetry }: TranslationPaneProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { state, live, result, error } = run;
  const isBusy = state === 'starting' || state === 'running';
  const isTranslation = run.started !== null && run.started.ability !== 'none';
  const written = writtenText(run);
  const isCut = live.stopReason === 'length' || live.stopReason === 'context';
  return (
    <>
      <div className="flex flex-col gap-3 px-6 pt-4 empty:hidden">
        {state === 'failed' && error && <FailureNotice text={errorText(error)} retryLabel={t('common.action.retry')} onRetry={onRetry} />}
        {isBusy && live.phase !== 'writing' && <LivePhase live={live} />}
        {result && result.text === '' && <Notice tone="warning">{t('translate.empty')}</Notice>}
        {result && isTranslation && isCut && <Notice tone="warning">{t('translate.tooLong')}</Notice>}
        {result && isTranslation && live.stopReason === 'stopped' && <Notice tone="info">{t('translate.stopped')}</Notice>}
        {result && isOutdated && <p className="text-12 text-ink-2">{t('translate.outdated')}</p>}
      </div>
      {run.started?.ability === 'none' && written !== '' && (
        <section
          aria-label={t('translate.untranslated.label')}
          className="mx-6 mt-4 rounded-card border border-dashed border-line-strong p-4"
        >
          <h2 className="mb-2 text-13 font-semibold text-warning">{t('translate.untranslated.label')}</h2>
          <p className="mb-3 text-12 text-ink-2">{t('translate.untranslated.text', { model: run.input?.modelName ?? '' })}</p>
          <p className="text-14 leading-[1.7] break-words whitespace-pre-wrap text-ink-2">{written}</p>
        </section>
      )}
      <textarea
        readOnly
        aria-label={t('translate.translation')}
        aria-busy={isBusy}
        placeholder={isBusy || cannot || run.started?.ability === 'none' ? '' : t('translate.translationPlaceholder')}
        value={isTranslation ? written : ''}
        className="block min-h-24 w-full flex-1 resize-none bg-surface px-6 py-5 text-15 leading-[1.7] text-ink outline-none focus-visible:shadow-[inset_0_2px_0_var(--accent)] placeholder:text-ink-2"
      />
      {isTranslation && <PoliteRegion text={written} isOver={!isBusy} />}
    </>
  );
}
