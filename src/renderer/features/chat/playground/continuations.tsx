/** Several continuations of one text, side by side, each with how likely the model found it. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { AnswerEnd } from '../messages/answer-end.tsx';
import { AnswerStatus } from '../messages/answer-status.tsx';
import { byLikelihood, likelihoodOf } from '../tokens/likelihood.ts';
import { useTurnActions } from '../turn-actions.ts';
import { useContinuation } from './use-continuation.ts';

interface CardProps {
  readonly answer: Message;
  readonly number: number;
  readonly isLikeliest: boolean;
  readonly onUse: () => void;
}

function Card({ answer, number, isLikeliest, onUse }: CardProps) {
  const { t, i18n } = useTranslation();
  const nameId = useId();
  const { stop } = useTurnActions();
  const { text, isWriting, live, liveError } = useContinuation(answer);
  const measured = likelihoodOf(answer);
  return (
    <article
      aria-labelledby={nameId}
      aria-busy={isWriting}
      className="flex min-w-56 flex-1 basis-0 flex-col rounded-card border border-line bg-surface"
    >
      <h2 id={nameId} className="border-b border-line px-3 py-1.5 text-12 text-ink-2">
        {t('playground.number', { number })}
      </h2>
      {measured && !isWriting && (
        <p title={t('branches.candidates.likelihoodHelp')} className="px-3 pt-2 text-12 text-ink-2 tabular-nums">
          {t('branches.candidates.likelihood', {
            logProb: formatNumber(measured.meanLogProb, i18n.language, 2),
            perplexity: formatNumber(measured.perplexity, i18n.language, 2),
          })}
          {isLikeliest && <span className="ml-2 font-semibold text-accent">{t('branches.candidates.likeliest')}</span>}
        </p>
      )}
      <div className="min-h-16 flex-1 p-3 text-14 break-words whitespace-pre-wrap">
        {text}
        {isWriting ? (
          <AnswerStatus live={live} hasText={text !== ''} />
        ) : (
          <div className="whitespace-normal">
            <AnswerEnd message={answer} liveError={liveError} isLast={false} />
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line p-2">
        <Button size="small" tone="primary" disabled={text === ''} onClick={onUse}>
          {t('chat.candidates.use')}
        </Button>
        {isWriting && answer.generationId && (
          <Button size="small" onClick={() => answer.generationId && void stop([answer.generationId])}>
            {t('playground.stopOne', { number })}
          </Button>
        )}
      </div>
    </article>
  );
}

export interface ContinuationsProps {
  readonly answers: readonly Message[];
  readonly onUse: (answerId: MessageId) => void;
}

export function Continuations({ answers, onUse }: ContinuationsProps) {
  const { t } = useTranslation();
  const measured = answers.filter((answer) => likelihoodOf(answer) !== null);
  const likeliestId = measured.length > 1 ? byLikelihood(measured)[0]?.id : undefined;
  return (
    <section aria-label={t('playground.continuations')} className="mx-auto w-full max-w-[75rem] px-4 pb-4">
      <p className="mb-2 text-13 text-ink-2">{t('playground.choose')}</p>
      <div className="flex flex-wrap gap-3">
        {answers.map((answer, index) => (
          <Card key={answer.id} answer={answer} number={index + 1} isLikeliest={answer.id === likeliestId} onUse={() => onUse(answer.id)} />
        ))}
      </div>
    </section>
  );
}
