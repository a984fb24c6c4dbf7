import { Copy, Pencil } from 'lucide-react';
import { memo, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { formatNumber } from '../../lib/format.ts';
import { shortcutLabel } from '../../lib/shortcuts.ts';
import { editTurn, useChatUi } from './chat-ui-store.ts';
import { focusComposer } from './focus-composer.ts';
import { MessageActions } from './message-actions.tsx';
import { useTurnActions } from './turn-actions.ts';
import { VersionSwitch } from './version-switch.tsx';

export interface OwnTurnProps {
  readonly message: Message;
  readonly isLast: boolean;
  readonly isBusy: boolean;
}

/** A pasted book stays folded: laying it out would take longer than reading its first lines. */
const FOLDED_LENGTH = 4_000;
const SHOWN_LENGTH = 1_200;

function FoldedText({ text }: { readonly text: string }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const shown = text.length > FOLDED_LENGTH && !isOpen ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return (
    <>
      <div className="text-15 leading-[1.6] break-words whitespace-pre-wrap">{shown}</div>
      {text.length > FOLDED_LENGTH && text.length <= 400_000 && (
        <Button tone="quiet" size="small" className="mt-1 -ml-2" onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('chat.message.fold') : t('chat.message.unfold', { shown: formatNumber(text.length, i18n.language) })}
        </Button>
      )}
    </>
  );
}

function TurnEditor({ message, isBusy }: Pick<OwnTurnProps, 'message' | 'isBusy'>) {
  const { t } = useTranslation();
  const actions = useTurnActions();
  const [text, setText] = useState(message.text);
  const [isSaving, setIsSaving] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  const giveUp = (): void => {
    editTurn(null);
    focusComposer();
  };
  const canSave = text.trim() !== '' && !isBusy && !isSaving;
  const save = async (): Promise<void> => {
    if (!canSave) return;
    setIsSaving(true);
    if (!(await actions.edit(message.id, text))) setIsSaving(false);
  };
  return (
    <div className="mb-3 rounded-card border border-line-strong bg-surface p-2">
      <textarea
        ref={area}
        aria-label={t('chat.message.editLabel')}
        value={text}
        className="max-h-[50dvh] min-h-16 w-full resize-none bg-transparent px-2 py-1 text-15 leading-[1.6] [field-sizing:content] focus-visible:outline-none"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            giveUp();
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="small" onClick={giveUp}>
          {t('common.action.cancel')}
        </Button>
        <Button size="small" tone="primary" disabled={!canSave} onClick={() => void save()}>
          {t('chat.message.saveAndSend')}
        </Button>
      </div>
    </div>
  );
}

/** The user's own turn: a soft bubble to the right, edited in place. */
export const OwnTurn = memo(function OwnTurn({ message, isLast, isBusy }: OwnTurnProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const actions = useTurnActions();
  const isEditing = useChatUi((ui) => ui.editingId === message.id);
  return (
    <article aria-labelledby={nameId} data-message-id={message.id} tabIndex={-1} className="group pt-3 outline-offset-4">
      <h2 id={nameId} className="sr-only">
        {t('chat.message.you')}
      </h2>
      {isEditing ? (
        <TurnEditor message={message} isBusy={isBusy} />
      ) : (
        <>
          <div className="ml-auto w-fit max-w-[80%] rounded-[14px] rounded-br-[4px] bg-accent-soft px-3.5 py-2.5">
            <FoldedText text={message.text} />
          </div>
          <MessageActions isAlwaysShown={false} isRight>
            <VersionSwitch message={message} isDisabled={isBusy} />
            <IconButton icon={Copy} label={t('common.action.copy')} onClick={() => void actions.copy(message.text)} />
            <IconButton
              icon={Pencil}
              label={t('chat.message.edit')}
              {...(isLast && { shortcut: shortcutLabel('editTurn') })}
              disabled={isBusy}
              onClick={() => editTurn(message.id)}
            />
          </MessageActions>
        </>
      )}
    </article>
  );
});
