import { clsx } from 'clsx';
import { Copy, Info } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Markdown } from '../../../components/markdown/markdown.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { AnswerEnd } from './answer-end.tsx';
import { AnswerStats } from './answer-stats.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { likelihoodOf } from '../tokens/likelihood.ts';
import { useTurnActions } from '../turn-actions.ts';
import { useAnswer } from './use-answer.ts';

export interface CandidateCardProps {
  readonly message: Message;
  readonly number: number;
  readonly isLikeliest: boolean;
  /** The talk will go on from it, perhaps among others. */
  readonly isMarked: boolean;
  readonly onMark: (isMarked: boolean) => void;
  readonly onUse: () => void;
}

function LikelihoodLine({ message, isLikeliest }: Pick<CandidateCardProps, 'message' | 'isLikeliest'>) {
  const { t, i18n } = useTranslation();
  const measured = likelihoodOf(message);
  if (!measured) return null;
  return (
    <p className="flex items-center gap-1 px-3 pt-1.5 text-12 text-ink-2 tabular-nums">
      {t('branches.candidates.likelihood', {
        logProb: formatNumber(measured.meanLogProb, i18n.language, 2),
        perplexity: formatNumber(measured.perplexity, i18n.language, 2),
      })}
      <IconButton icon={Info} label={t('branches.candidates.likelihoodHelp')} className="size-6" />
      {isLikeliest && <span className="font-semibold text-accent">{t('branches.candidates.likeliest')}</span>}
    </p>
  );
}

/** One of several answers, with what can be done with it alone. */
export function CandidateCard({ message, number, isLikeliest, isMarked, onMark, onUse }: CandidateCardProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const { stop, copy } = useTurnActions();
  const { text, isWriting, live, liveError } = useAnswer(message);
  return (
    <article
      aria-labelledby={nameId}
      aria-busy={isWriting}
      data-message-id={message.id}
      tabIndex={0}
      className={clsx('flex min-w-64 flex-1 basis-0 flex-col rounded-card border bg-surface', isMarked ? 'border-accent' : 'border-line')}
    >
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-2 border-b border-line px-3 py-1.5 text-12 text-ink-2">
        <h2 className="whitespace-nowrap">
          <span id={nameId} className="sr-only">
            {t('chat.message.assistant')}
          </span>
          {t('chat.candidates.number', { number })}
        </h2>
        {message.stats && !isWriting && <AnswerStats stats={message.stats} />}
      </div>
      {!isWriting && <LikelihoodLine message={message} isLikeliest={isLikeliest} />}
      <div className="min-h-24 flex-1 p-3">
        {text !== '' && <Markdown text={text} isStreaming={isWriting} />}
        {isWriting ? (
          <AnswerStatus live={live} hasText={text !== ''} />
        ) : (
          <AnswerEnd message={message} liveError={liveError} isLast={false} />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line p-2">
        <Button size="small" tone="primary" disabled={text === ''} onClick={onUse}>
          {t('chat.candidates.use')}
        </Button>
        {isWriting && message.generationId && (
          <Button size="small" onClick={() => message.generationId && void stop([message.generationId])}>
            {t('chat.candidates.stopOne', { number })}
          </Button>
        )}
        <IconButton
          icon={Copy}
          label={t('branches.candidates.copy', { number })}
          disabled={text === ''}
          className="size-7"
          onClick={() => void copy(text)}
        />
        {!isWriting && text !== '' && (
          <label className="ml-auto flex min-h-7 items-center gap-1.5 text-12 text-ink-2">
            <input type="checkbox" checked={isMarked} className="size-4 accent-accent" onChange={(event) => onMark(event.target.checked)} />
            {t('branches.candidates.continueFrom')}
          </label>
        )}
      </div>
    </article>
  );
}
