import { Square } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from '#shared/contract/selection-contract.ts';
import { stripReasoning } from '#shared/utils/clean-output.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { LivePhase } from '../../components/live-phase.tsx';
import { Markdown } from '../../components/markdown/markdown.tsx';
import { Notice } from '../../components/notice.tsx';
import { PoliteRegion } from '../../components/polite-region.tsx';
import type { TaskRun } from '../../lib/generation/use-task-run.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { AnswerActions } from './answer-actions.tsx';
import type { QuickInput } from './quick-ask-store.ts';
import { QueueNote } from './queue-note.tsx';

export interface AnswerProps {
  readonly run: Pick<TaskRun<QuickInput, unknown, string>, 'input' | 'state' | 'live' | 'result' | 'error'>;
  /** Where the answer may go back to. */
  readonly target: Capture | null;
  readonly onStop: () => void;
  readonly onCopy: (text: string) => void;
  readonly onContinue: () => void;
  readonly onRetry: () => void;
}

/** The answer where the question was asked: grows in place as Markdown, then can be copied or taken into a chat. */
export function Answer({ run, target, onStop, onCopy, onContinue, onRetry }: AnswerProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const errorText = useErrorText();
  const { input, state, live, result, error } = run;
  const isBusy = state === 'starting' || state === 'running';
  const isWaiting = state === 'running' && live.phase === 'queued' && live.ahead > 0;
  const text = result ?? stripReasoning(live.text);
  const note = ((): string | null => {
    if (isBusy) return null;
    if (live.stopReason === 'stopped') return t('quickAsk.stopped');
    return live.stopReason === 'context' || live.stopReason === 'length' ? t('quickAsk.cutOff') : null;
  })();
  return (
    <section aria-labelledby={titleId} aria-busy={isBusy} className="flex min-h-24 flex-col border-t border-line">
      <h2 id={titleId} className="sr-only">
        {t('quickAsk.answer')}
      </h2>
      <div
        className="flex max-h-[60dvh] min-h-0 flex-col gap-3 overflow-y-auto px-5 py-4"
        tabIndex={0}
        role="group"
        aria-labelledby={titleId}
      >
        {input && input.instruction === '' && <p className="text-12 font-semibold text-ink-2">{t(`quickAsk.command.${input.command}`)}</p>}
        {isBusy && isWaiting && <QueueNote ahead={live.ahead} />}
        {isBusy && !isWaiting && live.phase !== 'writing' && <LivePhase live={live} />}
        {isBusy && live.phase === 'writing' && text === '' && <p className="text-13 text-ink-2">{t('quickAsk.thinking')}…</p>}
        {text !== '' && <Markdown text={text} isStreaming={isBusy} />}
        {state === 'done' && text === '' && <Notice tone="warning">{t('quickAsk.noAnswer')}</Notice>}
        {note !== null && text !== '' && <p className="text-12 text-ink-2">{note}</p>}
        {error && <FailureNotice text={errorText(error)} retryLabel={t('common.action.retry')} onRetry={onRetry} />}
        <PoliteRegion text={text} isOver={!isBusy} />
      </div>
      <div className="flex shrink-0 flex-wrap gap-2 px-5 pt-1 pb-4 empty:hidden">
        {isBusy && (
          <Button onClick={onStop}>
            <Square size={16} strokeWidth={1.75} aria-hidden />
            {t('common.action.stop')}
          </Button>
        )}
        {state === 'done' && text !== '' && (
          <AnswerActions text={text} target={target} onCopy={() => onCopy(text)} onContinue={onContinue} />
        )}
      </div>
    </section>
  );
}
