import { Copy, Highlighter, Pencil, RefreshCw } from 'lucide-react';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { Markdown } from '../../../components/markdown/markdown.tsx';
import { PoliteRegion } from '../../../components/polite-region.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';
import { shortcutLabel } from '../../../lib/shortcuts.ts';
import { AnswerEnd } from './answer-end.tsx';
import { AnswerStats } from './answer-stats.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { useIsBusy } from './busy.ts';
import { editTurn, showTokens, useChatUi } from '../chat-ui-store.ts';
import { KeptMark } from './kept-mark.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageEditor } from './message-editor.tsx';
import { ForkButton, MessageMenu } from './message-menu.tsx';
import { StarButton } from './star-button.tsx';
import { useTurnActions } from '../turn-actions.ts';
import { useAnswer } from './use-answer.ts';
import { VersionSwitch } from './version-switch.tsx';

const TokenView = onDemand(async () => (await import('../tokens/token-view.tsx')).TokenView);

export interface AnswerProps {
  readonly message: Message;
  readonly isLast: boolean;
}

function RegenerateButton({ message, isLast }: AnswerProps) {
  const { t } = useTranslation();
  const { regenerate } = useTurnActions();
  return (
    <IconButton
      icon={RefreshCw}
      label={t('chat.message.regenerate')}
      {...(isLast && { shortcut: shortcutLabel('regenerate') })}
      disabled={useIsBusy()}
      onClick={() => void regenerate(message.id, 1)}
    />
  );
}

function TokenViewButton({ message: { id } }: Pick<AnswerProps, 'message'>) {
  const { t } = useTranslation();
  const isOn = useChatUi(({ tokensOf }) => tokensOf === id);
  return (
    <IconButton
      icon={Highlighter}
      label={t('tokens.show')}
      aria-pressed={isOn}
      className={isOn ? 'bg-accent-soft text-accent' : ''}
      onClick={() => showTokens(isOn ? null : id)}
    />
  );
}

function EditButton({ message }: Pick<AnswerProps, 'message'>) {
  const { t } = useTranslation();
  return <IconButton icon={Pencil} label={t('chat.message.edit')} disabled={useIsBusy()} onClick={() => editTurn(message.id)} />;
}

/** A version in the user's own words, and from there on with the model's. */
function AnswerEditor({ message }: Pick<AnswerProps, 'message'>) {
  const { t } = useTranslation();
  const { editAnswer } = useTurnActions();
  return (
    <MessageEditor
      kind="answer"
      label={t('branches.editor.answerLabel')}
      text={message.text}
      note={t('branches.editor.note')}
      primary={{ label: t('branches.editor.save'), onSelect: (text) => editAnswer(message.id, text, false) }}
      secondary={{ label: t('branches.editor.continue'), onSelect: (text) => editAnswer(message.id, text, true) }}
    />
  );
}

/** The model's turn: full column, and under it what can be done with it. */
export const Answer = memo(function Answer({ message, isLast }: AnswerProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const actions = useTurnActions();
  const { text, isWriting, live, liveError } = useAnswer(message);
  const isEditing = useChatUi((ui) => ui.editingId === message.id) && !isWriting;
  const hasTokens = useChatUi((ui) => ui.tokensOf === message.id) && text !== '' && !isEditing;
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
      {isEditing && <AnswerEditor message={message} />}
      {hasTokens && <TokenView message={message} isWriting={isWriting} />}
      {!isEditing && !hasTokens && text !== '' && <Markdown text={text} isStreaming={isWriting} />}
      {isWriting ? (
        <div className={text === '' ? undefined : 'mt-2'}>
          <AnswerStatus live={live} hasText={text !== ''} />
          <PoliteRegion text={text} isOver={live.isOver} />
          {text !== '' && (
            <MessageActions isAlwaysShown={isLast}>
              <TokenViewButton message={message} />
            </MessageActions>
          )}
        </div>
      ) : isEditing ? null : (
        <>
          <AnswerEnd message={message} liveError={liveError} isLast={isLast} />
          <MessageActions isAlwaysShown={isLast || message.isStarred || message.isKept}>
            <IconButton
              icon={Copy}
              label={t('common.action.copy')}
              {...(isLast && { shortcut: shortcutLabel('copyAnswer') })}
              onClick={() => void actions.copy(text)}
            />
            <EditButton message={message} />
            {message.parentId && <RegenerateButton message={message} isLast={isLast} />}
            <TokenViewButton message={message} />
            <ForkButton message={message} />
            <KeptMark message={message} />
            <StarButton message={message} />
            <MessageMenu message={message} />
            <VersionSwitch message={message} />
            {message.stats && <AnswerStats stats={message.stats} />}
          </MessageActions>
        </>
      )}
    </article>
  );
});
