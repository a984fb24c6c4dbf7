import { ArrowDown, ArrowUp, Pencil, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingMessage } from '#shared/models/queue.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { showToast } from '../../../components/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { focusAfter } from '../../../lib/focus-after.ts';
import { MAX_EDITED_LENGTH } from '../composer/draft-text.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { NotInserted, TooLongText } from '../composer/too-long-text.tsx';
import { useLongInsert } from '../composer/use-long-insert.ts';

export interface QueuedRowProps {
  readonly message: WaitingMessage;
  /** From 1. */
  readonly at: number;
  readonly count: number;
  /** True when it is stored. */
  readonly onEdit: (text: string) => Promise<boolean>;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

const SHOWN_LENGTH = 300;

interface EditorProps {
  readonly text: string;
  /** There are files, so the words may be empty. */
  readonly hasFiles: boolean;
  readonly onSave: (text: string) => Promise<boolean>;
  readonly onClose: () => void;
}

function Editor({ text: stored, hasFiles, onSave, onClose }: EditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(stored);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(stored.length, stored.length);
  }, [stored]);
  const [refused, setRefused] = useState(0);
  useLongInsert(area, ({ inserted }) => setRefused(inserted.length));
  const unsaved = useRef<string | null>(null);
  const canSave = hasFiles || text.trim() !== '';
  const close = (): void => {
    unsaved.current = null;
    onClose();
  };
  const save = async (): Promise<void> => {
    if (canSave && (text === stored || (await onSave(text)))) close();
  };
  useEffect(() => {
    unsaved.current = text === stored ? null : text;
  }, [text, stored]);
  // Its turn came, or the chat was left, in the middle of a change.
  useEffect(
    () => () => {
      const { current: lost } = unsaved;
      if (lost === null) return;
      focusComposer();
      showToast({ text: t('queue.notSaved'), action: { label: t('common.action.copy'), onSelect: () => void copyText(lost) } });
    },
    [t],
  );
  return (
    <div className="flex w-full flex-col gap-2 py-1">
      <textarea
        ref={area}
        aria-label={t('queue.editLabel')}
        value={text}
        rows={2}
        className="max-h-[30dvh] w-full resize-none rounded-control border border-line bg-paper px-2 py-1 text-13 [field-sizing:content]"
        onChange={(event) => {
          setText(event.target.value);
          setRefused(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            close();
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
      />
      {refused > 0 && <NotInserted length={refused} />}
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={close}>
          {t('common.action.cancel')}
        </Button>
        <Button size="small" tone="primary" disabled={!canSave} onClick={() => void save()}>
          {t('queue.save')}
        </Button>
      </div>
    </div>
  );
}

/** One message that waits: its first lines, and what can be done with it until it is sent. */
export function QueuedRow({ message, at, count, onEdit, onMove, onRemove }: QueuedRowProps) {
  const { t } = useTranslation();
  const [isEditing, setIsEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const { id, text, candidates, files } = message;
  const extras = [
    ...(files.length > 0 ? [text === '' ? files.join(', ') : t('queue.files', { count: files.length })] : []),
    ...(candidates > 1 ? [t('queue.candidates', { count: candidates })] : []),
  ].join(' · ');
  const close = (): void =>
    focusAfter(
      () => setIsEditing(false),
      () => editButton.current,
    );
  return (
    <li
      data-queued={id}
      aria-label={t('queue.position', { at, count })}
      className="flex items-center gap-1 border-line py-0.5 not-first:border-t"
    >
      {isEditing && text.length > MAX_EDITED_LENGTH ? (
        <TooLongText kind="queued" label={t('queue.editLabel')} text={text} onClose={close} />
      ) : isEditing ? (
        <Editor text={text} hasFiles={files.length > 0} onSave={onEdit} onClose={close} />
      ) : (
        <>
          <span aria-hidden className="w-5 shrink-0 text-center text-12 text-ink-2 tabular-nums">
            {at}
          </span>
          <span className="line-clamp-2 min-w-0 flex-1 text-13 break-words">
            {text.slice(0, SHOWN_LENGTH)}
            {extras !== '' && <span className="ml-2 text-12 text-ink-2">{extras}</span>}
          </span>
          <IconButton
            icon={ArrowUp}
            data-act="up"
            label={t('queue.up', { at })}
            aria-disabled={at === 1}
            className="aria-disabled:opacity-40"
            onClick={() => at > 1 && onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            data-act="down"
            label={t('queue.down', { at })}
            aria-disabled={at === count}
            className="aria-disabled:opacity-40"
            onClick={() => at < count && onMove(1)}
          />
          <IconButton ref={editButton} icon={Pencil} label={t('queue.edit', { at })} onClick={() => setIsEditing(true)} />
          <IconButton icon={X} data-act="remove" label={t('queue.remove', { at })} onClick={onRemove} />
        </>
      )}
    </li>
  );
}
