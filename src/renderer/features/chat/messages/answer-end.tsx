import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useIsBusy } from './busy.ts';
import { isContinuable } from './is-continuable.ts';
import { useTurnActions } from '../turn-actions.ts';

export interface AnswerEndProps {
  readonly message: Message;
  /** The failure with its figures, when it happened in this window. */
  readonly liveError: AppError | null;
  /** Nothing follows, so the model can go on here. */
  readonly isLast: boolean;
}

/** What is stored has no figures, and its sentence may be read days later: these say neither numbers nor "just now". */
const STORED = {
  PROMPT_TOO_LONG: 'tooLong',
  CONTEXT_KEPT_TOO_LONG: 'keptTooLong',
  MODEL_OUT_OF_MEMORY: 'outOfMemory',
  MODEL_UNSUPPORTED: 'unsupported',
  ENGINE_CRASHED: 'crashed',
  ENGINE_HUNG: 'hung',
  INTERNAL: 'failed',
} as const satisfies Partial<Record<ErrorCode, string>>;

const hasStoredWords = (code: ErrorCode): code is keyof typeof STORED => code in STORED;
/** Their stored words are better than their live ones: those promise a reload that may be over. */
const isDeath = (code: ErrorCode): boolean => code === 'ENGINE_CRASHED' || code === 'ENGINE_HUNG';

/** Edited by the user, imported, or taken over from Quick ask: which of them is not known, only that no generation of this chat wrote it. */
const isFromElsewhere = ({ state, generationId, versionIds }: Message): boolean =>
  state === 'done' && generationId === null && versionIds.length > 1;

/** Says in words why an answer ended before its end, and offers the way on. */
export function AnswerEnd({ message, liveError, isLast }: AnswerEndProps) {
  const canContinue = !useIsBusy() && isLast;
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { continueAnswer } = useTurnActions();
  const { state, stopReason, errorCode } = message;

  const isEmpty = message.text === '';
  const kept = isEmpty ? t('chat.end.nothingYet') : t('chat.end.kept');

  const failure = (): string => {
    const error = liveError ?? (errorCode ? new AppError(errorCode) : null);
    if (!error) return t('chat.end.failed', { kept });
    if (!hasStoredWords(error.code) || (liveError && !isDeath(error.code))) return errorText(error);
    return t(`chat.end.${STORED[error.code]}`, { kept });
  };
  const actions: ReactNode = canContinue && isContinuable(message) && (
    <Button size="small" onClick={() => void continueAnswer(message.id)}>
      {t(state === 'failed' && isEmpty ? 'common.action.retry' : 'chat.message.continue')}
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
      ? errorCode
        ? failure()
        : t('chat.end.interrupted', { kept })
      : state === 'stopped'
        ? t('chat.end.stopped')
        : stopReason === 'length'
          ? t('chat.end.length')
          : stopReason === 'context'
            ? t('chat.end.context')
            : isLast && isFromElsewhere(message)
              ? t('branches.message.elsewhere')
              : null;
  if (words === null) return null;
  return (
    <p className="mt-2 flex flex-wrap items-center gap-3 text-13 text-ink-2">
      {words}
      {actions}
    </p>
  );
}
