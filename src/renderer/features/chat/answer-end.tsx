import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors/app-error.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useErrorText } from '../../lib/use-error-text.ts';
import { isContinuable } from './is-continuable.ts';
import { useTurnActions } from './turn-actions.ts';

export interface AnswerEndProps {
  readonly message: Message;
  /** The failure with its figures, when it happened in this window. */
  readonly liveError: AppError | null;
  /** Nothing follows and nothing is being written, so the model can go on here. */
  readonly canContinue: boolean;
}

/** Their stored form has no figures, so they get a sentence without. */
const FIGURES: ReadonlySet<string> = new Set(['PROMPT_TOO_LONG', 'MODEL_OUT_OF_MEMORY', 'INTERNAL', 'MODEL_UNSUPPORTED']);

/** Says in words why an answer ended before its end, and offers the way on. */
export function AnswerEnd({ message, liveError, canContinue }: AnswerEndProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { continueAnswer } = useTurnActions();
  const { state, stopReason, errorCode } = message;

  const failure = (): string => {
    const error = liveError ?? (errorCode ? new AppError(errorCode) : null);
    if (!error) return t('chat.end.failed');
    if (!liveError && FIGURES.has(error.code)) return t(error.code === 'PROMPT_TOO_LONG' ? 'chat.end.tooLong' : 'chat.end.failed');
    return errorText(error);
  };
  const actions: ReactNode = canContinue && isContinuable(message) && (
    <Button size="small" onClick={() => void continueAnswer(message.id)}>
      {t('chat.message.continue')}
    </Button>
  );
  if (state === 'failed') {
    return (
      <Notice tone="danger" className="mt-2" actions={actions}>
        {failure()}
      </Notice>
    );
  }
  const words =
    state === 'interrupted'
      ? t('chat.end.interrupted')
      : state === 'stopped'
        ? t('chat.end.stopped')
        : stopReason === 'length'
          ? t('chat.end.length')
          : stopReason === 'context'
            ? t('chat.end.context')
            : null;
  if (words === null) return null;
  return (
    <p className="mt-2 flex flex-wrap items-center gap-3 text-13 text-ink-2">
      {words}
      {actions}
    </p>
  );
}
