import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { LongText } from '../../../components/markdown/long-text.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { useTurnActions } from '../turn-actions.ts';

export interface TooLongTextProps {
  /** Accessible name, as the editor would have it. */
  readonly label: string;
  readonly text: string;
  readonly kind: 'turn' | 'answer' | 'queued';
  readonly onClose: () => void;
}

/** In the place of an editor: a text that would stall the window in a text box, why it cannot be edited here, and the way on. */
export function TooLongText({ label, text, kind, onClose }: TooLongTextProps) {
  const { t, i18n } = useTranslation();
  const { copy } = useTurnActions();
  const copyButton = useRef<HTMLButtonElement>(null);
  useEffect(() => copyButton.current?.focus(), []);
  return (
    <div
      role="group"
      aria-label={label}
      className="flex w-full flex-col gap-2 py-1"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <p className="px-2 text-13 text-ink-2">{t(`chat.tooLong.${kind}`, { shown: formatNumber(text.length, i18n.language) })}</p>
      <div
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-[30dvh] overflow-y-auto rounded-control border border-line bg-sunken px-3 py-2"
      >
        <LongText text={text} />
      </div>
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onClose}>
          {t('common.action.close')}
        </Button>
        <Button ref={copyButton} size="small" tone="primary" onClick={() => void copy(text)}>
          {t('common.action.copy')}
        </Button>
      </div>
    </div>
  );
}

/** What was to be inserted into an editor, and was not. */
export function NotInserted({ length }: { readonly length: number }) {
  const { t, i18n } = useTranslation();
  return (
    <p role="alert" className="px-2 text-12 text-danger">
      {t('chat.tooLong.notInserted', { shown: formatNumber(length, i18n.language) })}
    </p>
  );
}
