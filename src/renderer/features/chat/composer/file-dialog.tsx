import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countPieces, type PartChoice } from '#shared/utils/choose-parts.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { FileText } from '../file-text.tsx';
import { Notice } from '../../../components/notice.tsx';
import { SelectField } from '../../../components/select-field.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { chosenOf, unitsOf } from './attached-file.ts';
import type { AttachedFile } from './attached-file.ts';
import { useTokenCount } from './use-token-count.ts';

export interface FileDialogProps {
  readonly file: AttachedFile;
  readonly onChoose: (choice: PartChoice) => void;
  readonly onClose: () => void;
}

/** Exactly what goes in of a file, what it costs, and the choice of pages, lines or characters. */
export function FileDialog({ file, onChoose, onClose }: FileDialogProps) {
  const { t, i18n } = useTranslation();
  const [choice, setChoice] = useState(file.choice);
  const ids = { unit: useId(), ranges: useId(), hint: useId() };
  const count = useMemo(() => countPieces(file.pages, choice.unit), [file.pages, choice.unit]);
  const chosen = useMemo(() => chosenOf({ ...file, choice }), [file, choice]);
  const { tokens, contextSize } = useTokenCount(`${file.id} ${choice.unit} ${choice.ranges}`, chosen);
  const number = (value: number): string => formatNumber(value, i18n.language);
  const isTooLong = typeof tokens === 'number' && contextSize !== null && tokens > contextSize;

  const change = (next: PartChoice): void => {
    setChoice(next);
    onChoose(next);
  };
  const cost = (): string => {
    if (tokens === undefined) return t('attachments.counting');
    if (tokens === null) return t('attachments.noModel');
    const shown = t('attachments.tokens', { count: tokens, shown: number(tokens) });
    return contextSize === null ? shown : t('attachments.ofWindow', { tokens: shown, shown: number(contextSize) });
  };
  return (
    <Dialog
      isOpen
      title={file.name}
      description={t('attachments.willSend')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t('attachments.done')}
        </Button>
      }
    >
      <div className="flex flex-wrap items-end gap-3">
        <div className="flex flex-col gap-1 text-12 text-ink-2">
          <label htmlFor={ids.unit}>{t('attachments.unit')}</label>
          <SelectField
            id={ids.unit}
            value={choice.unit}
            options={unitsOf(file).map((unit) => ({ value: unit, label: t(`attachments.units.${unit}`) }))}
            onValueChange={(unit) => change({ unit, ranges: '' })}
          />
        </div>
        <div className="flex min-w-48 flex-1 flex-col gap-1 text-12 text-ink-2">
          <label htmlFor={ids.ranges}>{t('attachments.ranges', { shown: number(count) })}</label>
          <input
            id={ids.ranges}
            value={choice.ranges}
            aria-describedby={ids.hint}
            aria-invalid={chosen === null}
            className="min-h-8 rounded-control border border-line bg-surface px-3 text-13 text-ink"
            onChange={(event) => change({ ...choice, ranges: event.target.value })}
          />
        </div>
      </div>
      <p id={ids.hint} className="mt-1 text-12 text-ink-2">
        {t(chosen === null ? 'attachments.rangesWrong' : 'attachments.rangesHint')}
      </p>
      <p role="status" className="mt-3 text-13 tabular-nums">
        {chosen
          ? [t('attachments.characters', { count: chosen.text.length, shown: number(chosen.text.length) }), cost()].join(
              t('attachments.separator'),
            )
          : t('attachments.nothing')}
      </p>
      {isTooLong && (
        <Notice tone="warning" className="mt-2">
          {t('attachments.tooLongHelp')}
        </Notice>
      )}
      {chosen && <FileText name={file.name} text={chosen.text} className="mt-3 max-h-[45dvh]" />}
    </Dialog>
  );
}
