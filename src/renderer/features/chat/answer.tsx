import { Copy, RefreshCw } from 'lucide-react';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Markdown } from '../../components/markdown/markdown.tsx';
import { PoliteRegion } from '../../components/polite-region.tsx';
import { shortcutLabel } from '../../lib/shortcuts.ts';
import { AnswerEnd } from './answer-end.tsx';
import { AnswerStats } from './answer-stats.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { MessageActions } from './message-actions.tsx';
import { useTurnActions } from './turn-actions.ts';
import { useAnswer } from './use-answer.ts';
import { VersionSwitch } from './version-switch.tsx';

export interface AnswerProps {
  readonly message: Message;
  readonly isLast: boolean;
  /** Something is being written in this chat, so nothing else can start. */
  readonly isBusy: boolean;
}

/** The model's turn: full column, and under it what can be done with it. */
export const Answer = memo(function Answer({ message, isLast, isBusy }: AnswerProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const actions = useTurnActions();
  const { text, isWriting, live, liveError } = useAnswer(message);
  return (
    <article
      aria-labelledby={nameId}
      aria-busy={isWriting}
      data-message-id={message.id}
      tabIndex={-1}
      className="group pt-1 pb-2 outline-offset-8"
    >
      <h2 id={nameId} className="sr-only">
        {t('chat.message.assistant')}
      </h2>
      {text !== '' && <Markdown text={text} isStreaming={isWriting} />}
      {isWriting ? (
        <div className={text === '' ? undefined : 'mt-2'}>
          <AnswerStatus live={live} hasText={text !== ''} />
          <PoliteRegion text={text} isOver={live.isOver} />
        </div>
      ) : (
        <>
          <AnswerEnd message={message} liveError={liveError} canContinue={isLast && !isBusy} />
          <MessageActions isAlwaysShown={isLast}>
            <IconButton
              icon={Copy}
              label={t('common.action.copy')}
              {...(isLast && { shortcut: shortcutLabel('copyAnswer') })}
              onClick={() => void actions.copy(text)}
            />
            <IconButton
              icon={RefreshCw}
              label={t('chat.message.regenerate')}
              {...(isLast && { shortcut: shortcutLabel('regenerate') })}
              disabled={isBusy}
              onClick={() => void actions.regenerate(message.id, 1)}
            />
            <VersionSwitch message={message} isDisabled={isBusy} />
            {message.stats && <AnswerStats stats={message.stats} />}
          </MessageActions>
        </>
      )}
    </article>
  );
});
