import { clsx } from 'clsx';
import { ClipboardPaste, Plus, TextSelect, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { formatNumber } from '../../lib/format.ts';
import { firstWords } from './chips.ts';
import type { Chip } from './chips.ts';

const ICONS = { selection: TextSelect, clipboard: ClipboardPaste, pasted: TextSelect } as const;

export interface ChipListProps {
  readonly chips: readonly Chip[];
  readonly onUse: (chip: Chip) => void;
  readonly onRemove: (chip: Chip) => void;
}

/** Which words a chip says: a selection also says whose it is, unless it is the one in front. */
const kindOf = ({ source, selectionIn = 'front' }: Chip): Chip['source'] | 'other' | 'unknown' =>
  source !== 'selection' || selectionIn === 'front' ? source : selectionIn;

/** What the model would be given besides the words in the box; an offered text is dashed and waits for its plus. */
export function ChipList({ chips, onUse, onRemove }: ChipListProps) {
  const { t, i18n } = useTranslation();
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t('quickAsk.texts')} className="flex flex-col items-start gap-2 px-5 pb-3">
      {chips.map((chip) => {
        const { source, text, isUsed } = chip;
        const Icon = ICONS[source];
        return (
          <li
            key={source}
            className={clsx(
              'flex max-w-full min-w-0 items-center gap-1.5 rounded-full border border-line pl-3 text-12 tabular-nums',
              isUsed ? 'text-ink' : 'border-dashed text-ink-2',
            )}
          >
            <Icon size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <span className="truncate">
              {t(`quickAsk.chip.${kindOf(chip)}`, {
                count: text.length,
                number: formatNumber(text.length, i18n.language),
                start: firstWords(text),
              })}
            </span>
            <span className="flex shrink-0">
              {!isUsed && <IconButton icon={Plus} label={t(`quickAsk.useChip.${source}`)} className="size-7" onClick={() => onUse(chip)} />}
              <IconButton icon={X} label={t(`quickAsk.removeChip.${source}`)} className="size-7" onClick={() => onRemove(chip)} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
