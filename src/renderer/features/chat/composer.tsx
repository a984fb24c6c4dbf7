/**
 * Where the user writes. Its text lives here alone, so that typing renders nothing else; it is emptied only after main has
 * committed the turn, and keeps everything when that fails.
 */
import { ArrowUp, Square } from 'lucide-react';
import type { ClipboardEvent, KeyboardEvent, Ref } from 'react';
import { memo, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AppError } from '#shared/errors/app-error.ts';
import { buttonClass } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { toAppError } from '../../lib/rpc/client.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useSettings } from '../../lib/use-settings.ts';
import { CandidatesMenu } from './candidates-menu.tsx';
import { useChatUi } from './chat-ui-store.ts';
import { composerAction } from './composer-keys.ts';
import { CHIP_LENGTH, isEmptyDraft, messageOf } from './draft-text.ts';
import { PastedChip } from './pasted-chip.tsx';
import { useChatDraft } from './use-chat-draft.ts';

export interface ComposerHandle {
  /** Puts a text into the box, ready to be finished and sent. */
  fill(text: string): void;
}

export interface ComposerProps {
  readonly ref?: Ref<ComposerHandle>;
  readonly draftKey: string;
  readonly isWriting: boolean;
  /** Resolves when the turn is committed. */
  readonly onSend: (text: string, candidates: number) => Promise<void>;
  readonly onStop: () => void;
  readonly onEditLast: () => void;
}

function Problem({ error }: { readonly error: AppError }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  // The notice above gives the cause and the way on already.
  const isSaid = useEngine(({ engine }) =>
    engine.state === 'failed' ? engine.code === error.code : engine.state === 'stopped' && error.code === 'MODEL_NOT_LOADED',
  );
  return (
    <Notice
      tone="danger"
      role="alert"
      className="mb-2"
      actions={
        error.code.startsWith('MODEL_') &&
        !isSaid && (
          <Link href="/models" className={buttonClass('plain', 'small')}>
            {t('chat.engine.openModels')}
          </Link>
        )
      }
    >
      <strong className="block font-semibold">{t('chat.composer.notSent')}</strong>
      {!isSaid && errorText(error)}
    </Notice>
  );
}

export const Composer = memo(function Composer({ ref, draftKey, isWriting, onSend, onStop, onEditLast }: ComposerProps) {
  const { t } = useTranslation();
  const { sendWith } = useSettings();
  const { draft, setDraft, clear, flush } = useChatDraft(draftKey);
  const [candidates, setCandidates] = useState(1);
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<AppError | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const isEmpty = isEmptyDraft(draft);

  useEffect(() => {
    if (useChatUi.getState().jump === null) area.current?.focus();
  }, []);
  useImperativeHandle(ref, () => ({
    fill: (text) => {
      setDraft({ text, pasted: [] });
      requestAnimationFrame(() => {
        area.current?.focus();
        area.current?.setSelectionRange(text.length, text.length);
      });
    },
  }));

  const send = async (): Promise<void> => {
    if (isEmpty || isSending || isWriting) return;
    setIsSending(true);
    setProblem(null);
    try {
      await onSend(messageOf(draft), candidates);
      clear();
    } catch (cause) {
      setProblem(toAppError(cause));
    } finally {
      setIsSending(false);
      area.current?.focus();
    }
  };
  const press = (event: KeyboardEvent): void => {
    const action = composerAction(event.nativeEvent, { sendWith, isEmpty, isWriting });
    if (action === null) return;
    event.preventDefault();
    if (action === 'send') void send();
    else if (action === 'stop') onStop();
    else onEditLast();
  };
  const takePiece = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (text.length <= CHIP_LENGTH) return;
    event.preventDefault();
    setDraft({ ...draft, pasted: [...draft.pasted, { id: crypto.randomUUID(), text }] });
  };

  return (
    <div className="mx-auto w-full max-w-[49rem] px-4 pt-2">
      {problem && <Problem error={problem} />}
      <div className="rounded-composer border border-line bg-surface p-2 focus-within:border-line-strong">
        {draft.pasted.length > 0 && (
          <ul className="flex flex-wrap gap-2 px-1 pb-2">
            {draft.pasted.map((piece) => (
              <PastedChip
                key={piece.id}
                piece={piece}
                onChange={(text) =>
                  setDraft({ ...draft, pasted: draft.pasted.map((other) => (other.id === piece.id ? { ...other, text } : other)) })
                }
                onRemove={() => setDraft({ ...draft, pasted: draft.pasted.filter(({ id }) => id !== piece.id) })}
              />
            ))}
          </ul>
        )}
        <textarea
          ref={area}
          data-composer
          rows={1}
          value={draft.text}
          readOnly={isSending}
          aria-label={t('chat.composer.message')}
          placeholder={t('chat.composer.message')}
          className="block max-h-[40dvh] min-h-9 w-full resize-none overflow-y-auto bg-transparent px-2 py-1.5 text-15 leading-normal [field-sizing:content] placeholder:text-ink-2 focus-visible:outline-none"
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          onKeyDown={press}
          onPaste={takePiece}
          onBlur={flush}
        />
        <div className="flex items-center justify-between gap-2 pt-1 pl-1">
          <CandidatesMenu count={candidates} onChange={setCandidates} />
          <button
            type="button"
            aria-label={isWriting ? t('common.action.stop') : t('chat.composer.send')}
            title={isWriting ? t('common.action.stop') : t('chat.composer.send')}
            disabled={!isWriting && (isEmpty || isSending)}
            className="inline-flex size-9 shrink-0 items-center justify-center rounded-card bg-accent text-on-accent transition-opacity duration-150 hover:opacity-90 disabled:opacity-50"
            onClick={() => (isWriting ? onStop() : void send())}
          >
            {isWriting ? <Square size={14} fill="currentColor" aria-hidden /> : <ArrowUp size={18} strokeWidth={1.75} aria-hidden />}
          </button>
        </div>
      </div>
      <p className="truncate py-2 text-center text-12 text-ink-2">
        {t(sendWith === 'enter' ? 'chat.composer.hint' : 'chat.composer.hintMod')}
      </p>
    </div>
  );
});
