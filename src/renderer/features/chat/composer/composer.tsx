/**
 * Where the user writes. Its text lives here alone, so that typing renders nothing else; it is emptied only after main has
 * committed the turn, and keeps everything when that fails.
 */
import { clsx } from 'clsx';
import { ArrowUp, ListPlus, Square } from 'lucide-react';
import type { ClipboardEvent, KeyboardEvent, Ref } from 'react';
import { memo, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { AttachmentText } from '#shared/models/attachment.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import { withAttachments } from '#shared/utils/attachment-prompt.ts';
import { buttonClass } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { focusAfter } from '../../../lib/focus-after.ts';
import { toAppError } from '../../../lib/rpc/client.ts';
import { useEngine } from '../../../lib/rpc/streams.ts';
import { keysLabel } from '../../../lib/shortcuts.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useSettings } from '../../../lib/use-settings.ts';
import { AttachButton } from './attach-button.tsx';
import { chosenOf } from './attached-file.ts';
import { CandidatesMenu } from './candidates-menu.tsx';
import { useChatUi } from '../chat-ui-store.ts';
import { ComposerFiles } from './composer-files.tsx';
import { composerAction } from './composer-keys.ts';
import { CHIP_LENGTH, encodeDraft, isEmptyDraft, messageOf } from './draft-text.ts';
import { PastedChip } from './pasted-chip.tsx';
import { useAttachedFiles } from './use-attached-files.ts';
import { useChatDraft } from './use-chat-draft.ts';
import { useCountedDraft } from '../context/use-context-ledger.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useLongInsert } from './use-long-insert.ts';

export interface ComposerHandle {
  /** Puts a text into the box, ready to be finished and sent. */
  fill(text: string): void;
  /** Empties the box, also of what is stored of it, and gives what was in it as a draft is stored. */
  take(): string;
}

export interface ComposedMessage {
  readonly text: string;
  readonly candidates: number;
  readonly attachments: AttachmentText[];
}

export interface ComposerProps {
  readonly ref?: Ref<ComposerHandle>;
  readonly draftKey: string;
  readonly isWriting: boolean;
  /** Resolves when the turn is committed. */
  readonly onSend: (message: ComposedMessage) => Promise<void>;
  /** Resolves when the message is stored among those that wait; absent where nothing can wait. */
  readonly onQueue?: ((message: ComposedMessage) => Promise<void>) | undefined;
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

export const Composer = memo(function Composer({ ref, draftKey, isWriting, onSend, onQueue, onStop, onEditLast }: ComposerProps) {
  const { t } = useTranslation();
  const { sendWith } = useSettings();
  const { draft, setDraft, clear, flush } = useChatDraft(draftKey);
  const [candidates, setCandidates] = useState(1);
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<AppError | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const attached = useAttachedFiles(draftKey);
  const isHeldOver = useFileDrop(attached.add);
  const chosen = useMemo(() => attached.files.map(chosenOf), [attached.files]);
  const attachments = useMemo(() => chosen.filter((file) => file !== null), [chosen]);
  const isEmpty = isEmptyDraft(draft) && attachments.length === 0;
  const canSend = !isEmpty && !isSending && attached.reading.length === 0 && attachments.length === chosen.length;
  useCountedDraft(
    draftKey,
    useMemo(() => withAttachments(messageOf(draft), attachments), [draft, attachments]),
  );

  useEffect(() => {
    if (useChatUi.getState().jump === null) area.current?.focus();
  }, []);
  useImperativeHandle(ref, () => ({
    take: () => {
      const taken = encodeDraft(draft);
      clear();
      return taken;
    },
    fill: (text) => {
      focusAfter(
        () => setDraft({ text, pasted: [] }),
        () => area.current,
      );
      area.current?.setSelectionRange(text.length, text.length);
    },
  }));

  const send = async (): Promise<void> => {
    const submit = isWriting ? onQueue : onSend;
    if (!canSend || !submit) return;
    setIsSending(true);
    setProblem(null);
    try {
      await submit({ text: messageOf(draft), candidates, attachments });
      clear();
      attached.clear();
    } catch (cause) {
      const error = toAppError(cause);
      setProblem(error.code === 'CANCELLED' ? null : error);
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
  const addPiece = (text: string): void => setDraft({ ...draft, pasted: [...draft.pasted, { id: crypto.randomUUID(), text }] });
  const takePiece = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (text === '' && event.clipboardData.files.length > 0) {
      event.preventDefault();
      attached.add([...event.clipboardData.files]);
    }
    if (text.length <= CHIP_LENGTH) return;
    event.preventDefault();
    addPiece(text);
  };
  useLongInsert(area, ({ inserted }) => addPiece(inserted));

  return (
    <div className="mx-auto w-full max-w-[49rem] px-4 pt-2">
      {problem && <Problem error={problem} />}
      <div
        className={clsx(
          'rounded-composer border bg-surface p-2',
          isHeldOver ? 'border-accent outline-2 outline-accent' : 'border-line focus-within:border-line-strong',
        )}
      >
        {isHeldOver && <p className="px-2 pb-2 text-13 text-accent">{t('attachments.drop')}</p>}
        <ComposerFiles attached={attached} />
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
          <div className="flex items-center">
            <AttachButton onFiles={attached.add} />
            <CandidatesMenu count={candidates} onChange={setCandidates} />
          </div>
          {isWriting && onQueue && !isEmpty && (
            <IconButton icon={ListPlus} label={t('queue.add')} disabled={!canSend} className="ml-auto" onClick={() => void send()} />
          )}
          <button
            type="button"
            aria-label={isWriting ? t('common.action.stop') : t('chat.composer.send')}
            title={isWriting ? t('common.action.stop') : t('chat.composer.send')}
            disabled={!isWriting && !canSend}
            className="inline-flex size-9 shrink-0 items-center justify-center rounded-card bg-accent text-on-accent hover:opacity-90 disabled:opacity-50"
            onClick={() => (isWriting ? onStop() : void send())}
          >
            {isWriting ? <Square size={14} fill="currentColor" aria-hidden /> : <ArrowUp size={18} strokeWidth={1.75} aria-hidden />}
          </button>
        </div>
      </div>
      <p className="truncate py-2 text-center text-12 text-ink-2">
        {isWriting && onQueue
          ? t(sendWith === 'enter' ? 'queue.hint' : 'queue.hintMod', { keys: keysLabel('mod+enter') })
          : t(sendWith === 'enter' ? 'chat.composer.hint' : 'chat.composer.hintMod', { keys: keysLabel('mod+enter') })}
      </p>
    </div>
  );
});
