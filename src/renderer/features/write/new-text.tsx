import { Copy, CornerDownLeft, Replace } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { showToast } from '../../components/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';

export interface NewTextProps {
  readonly text: string;
  /** Absent where the text must not go into the user's own. */
  readonly onReplace?: () => void;
  readonly onInsertBelow?: () => void;
}

/** A result that is a text of its own: to read, to copy, or to put into the text as a whole. */
export function NewText({ text, onReplace, onInsertBelow }: NewTextProps) {
  const { t } = useTranslation();
  const copy = async (): Promise<void> => {
    if (await copyText(text)) showToast({ text: t('common.action.copied') });
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-15 leading-[1.7] break-words whitespace-pre-wrap">{text}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()}>
          <Copy size={16} strokeWidth={1.75} aria-hidden />
          {t('common.action.copy')}
        </Button>
        {onReplace && (
          <Button onClick={onReplace}>
            <Replace size={16} strokeWidth={1.75} aria-hidden />
            {t('write.replaceText')}
          </Button>
        )}
        {onInsertBelow && (
          <Button onClick={onInsertBelow}>
            <CornerDownLeft size={16} strokeWidth={1.75} aria-hidden />
            {t('write.insertBelow')}
          </Button>
        )}
      </div>
    </div>
  );
}
