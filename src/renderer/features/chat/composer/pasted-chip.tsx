import { FileText, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { LongText } from '../../../components/markdown/long-text.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { MAX_EDITED_LENGTH } from './draft-text.ts';
import type { PastedText } from './draft-text.ts';
import { useLongInsert } from './use-long-insert.ts';

export interface PastedChipProps {
  readonly piece: PastedText;
  readonly onChange: (text: string) => void;
  readonly onRemove: () => void;
}

interface PieceEditorProps {
  readonly text: string;
  readonly onType: (text: string) => void;
  /** More came at once than a text box holds. */
  readonly onLong: (text: string) => void;
}

function PieceEditor({ text, onType, onLong }: PieceEditorProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  useLongInsert(area, ({ whole }) => onLong(whole));
  return (
    <textarea
      ref={area}
      aria-label={t('chat.composer.pasted')}
      value={text}
      onChange={(event) => onType(event.target.value)}
      className="h-[50dvh] w-full resize-none rounded-control border border-line bg-paper p-3 text-13"
    />
  );
}

/** A long pasted text, folded to its first words. */
export function PastedChip({ piece, onChange, onRemove }: PastedChipProps) {
  const { t, i18n } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [canEdit, setCanEdit] = useState(true);
  const sizeOf = ({ length }: string): string => t('chat.composer.pastedSize', { shown: formatNumber(length, i18n.language) });
  const start = piece.text.slice(0, 60).replaceAll(/\s+/gu, ' ').trim();
  const close = (): void => {
    if (text.trim() !== '' && text !== piece.text) onChange(text);
    setIsOpen(false);
  };
  return (
    <li className="flex max-w-full items-center rounded-control border border-line bg-sunken">
      <button
        type="button"
        className="flex min-h-8 min-w-0 items-center gap-2 rounded-control pl-2 text-12 text-ink-2 hover:text-ink"
        onClick={() => {
          setText(piece.text);
          setCanEdit(piece.text.length <= MAX_EDITED_LENGTH);
          setIsOpen(true);
        }}
      >
        <FileText size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
        <span className="max-w-56 truncate text-ink">{start}</span>
        <span className="shrink-0 tabular-nums">{sizeOf(piece.text)}</span>
      </button>
      <IconButton icon={X} label={t('chat.composer.removePasted')} onClick={onRemove} />
      {isOpen && (
        <Dialog
          isOpen
          title={t('chat.composer.pasted')}
          description={canEdit ? sizeOf(piece.text) : t('chat.composer.pastedTooLong', { size: sizeOf(text) })}
          closeLabel={t('common.action.close')}
          onClose={close}
          footer={
            <Button tone="primary" onClick={close}>
              {t('chat.composer.pastedDone')}
            </Button>
          }
        >
          {canEdit ? (
            <PieceEditor
              text={text}
              onType={setText}
              onLong={(whole) => {
                setText(whole);
                setCanEdit(false);
              }}
            />
          ) : (
            <LongText text={text} />
          )}
        </Dialog>
      )}
    </li>
  );
}
