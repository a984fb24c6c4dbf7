import { Copy, Pencil } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { LONGEST_OPEN_TEXT, withoutTowers } from '../../../lib/markdown/text-limits.ts';
import { shortcutLabel } from '../../../lib/shortcuts.ts';
import { useIsBusy } from './busy.ts';
import { editTurn, useChatUi } from '../chat-ui-store.ts';
import { useFind } from '../search/find-store.ts';
import { KeptMark } from './kept-mark.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageEditor } from './message-editor.tsx';
import { ForkButton, MessageMenu } from './message-menu.tsx';
import { SentFiles } from './sent-files.tsx';
import { StarButton } from './star-button.tsx';
import { useTurnActions } from '../turn-actions.ts';
import { VersionSwitch } from './version-switch.tsx';

export interface OwnTurnProps {
  readonly message: Message;
  /** The newest turn of one's own. */
  readonly isLast: boolean;
  /** Nothing follows it, not even an answer. */
  readonly isEnd: boolean;
}

/** A pasted book stays folded: laying it out would take longer than reading its first lines. */
const FOLDED_LENGTH = 4_000;
const SHOWN_LENGTH = 1_200;

/** Opens by itself while a match of find-in-chat is in it. */
function FoldedText({ message: { id, text } }: Pick<OwnTurnProps, 'message'>) {
  const { t, i18n } = useTranslation();
  const [wasOpened, setIsOpen] = useState(false);
  const isSought = useFind(({ soughtId }) => soughtId === id);
  const isOpen = wasOpened || (isSought && text.length <= LONGEST_OPEN_TEXT);
  const shown = text.length > FOLDED_LENGTH && !isOpen ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return (
    <>
      <div data-message-text className="text-15 leading-[1.6] break-words whitespace-pre-wrap">
        {withoutTowers(shown)}
      </div>
      {text.length > FOLDED_LENGTH && text.length <= LONGEST_OPEN_TEXT && (
        <Button tone="quiet" size="small" className="mt-1 -ml-2" onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('chat.message.fold') : t('chat.message.unfold', { shown: formatNumber(text.length, i18n.language) })}
        </Button>
      )}
    </>
  );
}

function TurnEditor({ message }: Pick<OwnTurnProps, 'message'>) {
  const { t } = useTranslation();
  const { edit } = useTurnActions();
  return (
    <MessageEditor
      kind="turn"
      label={t('chat.message.editLabel')}
      text={message.text}
      primary={{ label: t('chat.message.saveAndSend'), onSelect: (text) => edit(message.id, text) }}
    />
  );
}

/** Its answer was deleted, or never came. */
function AnswerThis({ message }: Pick<OwnTurnProps, 'message'>) {
  const { t } = useTranslation();
  const { regenerate } = useTurnActions();
  return (
    <div className="mt-1 flex justify-end">
      <Button size="small" disabled={useIsBusy()} onClick={() => void regenerate(message.id, 1)}>
        {t('branches.message.answer')}
      </Button>
    </div>
  );
}

function EditButton({ message, isLast }: Omit<OwnTurnProps, 'isEnd'>) {
  const { t } = useTranslation();
  return (
    <IconButton
      icon={Pencil}
      label={t('chat.message.edit')}
      {...(isLast && { shortcut: shortcutLabel('editTurn') })}
      disabled={useIsBusy()}
      onClick={() => editTurn(message.id)}
    />
  );
}

/** The user's own turn: a soft bubble to the right, edited in place. */
export const OwnTurn = memo(function OwnTurn({ message, isLast, isEnd }: OwnTurnProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const actions = useTurnActions();
  const isEditing = useChatUi((ui) => ui.editingId === message.id);
  return (
    <article aria-labelledby={nameId} data-message-id={message.id} tabIndex={-1} className="group pt-3 outline-offset-4">
      <h2 id={nameId} className="sr-only">
        {t('chat.message.you')}
      </h2>
      {message.attachments && <SentFiles files={message.attachments} />}
      {isEditing ? (
        <TurnEditor message={message} />
      ) : (
        <>
          {message.text !== '' && (
            <div className="ml-auto w-fit max-w-[80%] rounded-[14px] rounded-br-[4px] bg-accent-soft px-3.5 py-2.5">
              <FoldedText message={message} />
            </div>
          )}
          <MessageActions isAlwaysShown={message.isStarred || message.isKept} isRight>
            <VersionSwitch message={message} />
            <IconButton icon={Copy} label={t('common.action.copy')} onClick={() => void actions.copy(message.text)} />
            <EditButton message={message} isLast={isLast} />
            <ForkButton message={message} />
            <KeptMark message={message} />
            <StarButton message={message} />
            <MessageMenu message={message} />
          </MessageActions>
          {isEnd && <AnswerThis message={message} />}
        </>
      )}
    </article>
  );
});
