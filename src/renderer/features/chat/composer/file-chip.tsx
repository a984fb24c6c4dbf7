import { clsx } from 'clsx';
import { FileText, TriangleAlert, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartChoice } from '#shared/utils/choose-parts.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { partOf } from '../../../lib/attachment-part.ts';
import { formatNumber } from '../../../lib/format.ts';
import { onDemand } from '../../../lib/on-demand.tsx';
import { chosenOf } from './attached-file.ts';
import type { AttachedFile } from './attached-file.ts';
import { useTokenCount } from './use-token-count.ts';

const FileDialog = onDemand(async () => (await import('./file-dialog.tsx')).FileDialog);

export interface FileChipProps {
  readonly file: AttachedFile;
  readonly onChoose: (choice: PartChoice) => void;
  /** Nothing more is chosen for now. */
  readonly onChosen: () => void;
  readonly onRemove: () => void;
}

/** A file in the composer: its name, how much of it goes in, and the way to see and choose exactly what. */
export function FileChip({ file, onChoose, onChosen, onRemove }: FileChipProps) {
  const { t, i18n } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const chosen = useMemo(() => chosenOf(file), [file]);
  const { tokens, contextSize } = useTokenCount(`${file.id} ${file.choice.unit} ${file.choice.ranges}`, chosen);
  const isTooLong = typeof tokens === 'number' && contextSize !== null && tokens > contextSize;
  const part = chosen ? partOf(chosen.part) : null;
  const words = chosen
    ? [
        ...(part ? [t(`attachments.part.${part.unit}`, { ranges: part.ranges })] : []),
        isTooLong
          ? t('attachments.tooLong')
          : t('attachments.characters', { count: chosen.text.length, shown: formatNumber(chosen.text.length, i18n.language) }),
      ].join(t('attachments.separator'))
    : t('attachments.nothing');
  const isWrong = isTooLong || chosen === null;
  const close = (): void => {
    setIsOpen(false);
    onChosen();
  };
  return (
    <li className={clsx('flex max-w-full items-center rounded-control border bg-sunken', isWrong ? 'border-warning' : 'border-line')}>
      <button
        type="button"
        title={t('attachments.open')}
        className="flex min-h-8 min-w-0 items-center gap-2 rounded-control pl-2 text-12 text-ink-2 hover:text-ink"
        onClick={() => setIsOpen(true)}
      >
        {isWrong ? (
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-warning" />
        ) : (
          <FileText size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
        )}
        <span className="max-w-56 truncate text-ink">{file.name}</span>
        <span className="shrink-0 tabular-nums">{words}</span>
      </button>
      <IconButton icon={X} label={t('attachments.remove', { name: file.name })} onClick={onRemove} />
      {isOpen && <FileDialog file={file} onChoose={onChoose} onClose={close} />}
    </li>
  );
}
