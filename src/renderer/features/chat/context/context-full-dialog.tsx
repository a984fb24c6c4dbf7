/** Asks what is to happen to a message that no longer fits: nothing was sent, and closing the question sends nothing. */
import { FileText, Maximize2, Scissors } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '#shared/errors/app-error.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { formatNumber } from '../../../lib/format.ts';
import type { Choice } from './context-ui-store.ts';
import { largerWindow, useLargerWindow } from './use-larger-window.ts';

interface OptionProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly onSelect: () => void;
}

function Option({ icon: Icon, title, text, onSelect }: OptionProps) {
  return (
    <li>
      <button
        type="button"
        className="flex w-full items-start gap-3 rounded-card border border-line bg-surface px-4 py-3 text-left text-13 hover:border-line-strong hover:bg-accent-soft"
        onClick={onSelect}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-ink-2" />
        <span>
          <span className="block font-semibold">{title}</span>
          <span className="block text-ink-2">{text}</span>
        </span>
      </button>
    </li>
  );
}

export interface ContextFullDialogProps {
  readonly error: AppError;
  readonly onChoose: (choice: Choice) => void;
}

export function ContextFullDialog({ error, onChoose }: ContextFullDialogProps) {
  const { t, i18n } = useTranslation();
  const enlarge = useLargerWindow();
  const [leftOut, contextSize, largest] = ['leftOut', 'contextSize', 'largestContext'].map((name) => Number(error.data[name] ?? 0));
  const larger = largerWindow(contextSize ?? 0, largest ?? 0);
  const number = (value: number): string => formatNumber(value, i18n.language);
  const enlargeAndSend = async (size: number): Promise<void> => {
    if (await enlarge(size)) onChoose('again');
  };
  return (
    <Dialog
      isOpen
      title={t('context.full.title')}
      description={t('context.full.text', { count: leftOut ?? 0, size: number(contextSize ?? 0) })}
      closeLabel={t('common.action.close')}
      onClose={() => onChoose(null)}
      footer={<Button onClick={() => onChoose(null)}>{t('common.action.cancel')}</Button>}
    >
      <ul className="flex flex-col gap-2">
        <Option
          icon={Scissors}
          title={t('context.full.leaveOut')}
          text={t('context.full.leaveOutText')}
          onSelect={() => onChoose('oldest-out')}
        />
        <Option
          icon={FileText}
          title={t('context.full.summarise')}
          text={t('context.full.summariseText')}
          onSelect={() => onChoose('summarise')}
        />
        {larger !== null && (
          <Option
            icon={Maximize2}
            title={t('context.larger', { size: number(larger) })}
            text={t('context.full.largerText', { size: number(larger) })}
            onSelect={() => void enlargeAndSend(larger)}
          />
        )}
      </ul>
    </Dialog>
  );
}
