/** What is in the file, before anything is written: the user chooses what comes in. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportItem, ImportPreview as Preview } from '#shared/models/transfer.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatNumber } from '../../lib/format.ts';
import { ImportItemList } from './import-item-list.tsx';
import { SOURCE_NAMES } from './source-names.ts';

export interface ImportPreviewProps {
  readonly preview: Preview;
  readonly items: readonly ImportItem[];
  readonly error: string | null;
  readonly onImport: (indexes: readonly number[]) => void;
  readonly onBack: () => void;
}

const indexesOf = (items: readonly ImportItem[]): ReadonlySet<number> => new Set(items.map(({ index }) => index));

export function ImportPreview({ preview, items, error, onImport, onBack }: ImportPreviewProps) {
  const { t, i18n } = useTranslation();
  const [chosen, setChosen] = useState(() => indexesOf(items.filter(({ status }) => status !== 'same')));
  const number = (value: number): string => formatNumber(value, i18n.language);
  const counted = (key: 'threads' | 'messages', count: number): string => t(`transfer.import.${key}`, { count, number: number(count) });
  const statuses = (['new', 'changed', 'same'] as const).filter((status) => preview.byStatus[status] > 0);
  const toggle = (index: number): void =>
    setChosen((before) => new Set(before.has(index) ? [...before].filter((other) => other !== index) : [...before, index]));
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="text-14 font-semibold">
          {t('transfer.import.summary', {
            source: SOURCE_NAMES[preview.source],
            threads: counted('threads', preview.threads),
            messages: counted('messages', preview.messages),
          })}
        </p>
        <p className="text-13 text-ink-2 tabular-nums">
          {statuses.map((status) => t(`transfer.import.statuses.${status}`, { number: number(preview.byStatus[status]) })).join(' · ')}
        </p>
      </div>
      {error !== null && (
        <Notice tone="danger" role="alert">
          {error}
        </Notice>
      )}
      {preview.warnings.length > 0 && (
        <Notice tone="warning">
          <p className="font-semibold">{t('transfer.import.warnings')}</p>
          <ul className="list-disc pl-4">
            {preview.warnings.map(({ code, count }) => (
              <li key={code}>{t(`transfer.import.warning.${code}`, { count, number: number(count) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setChosen(indexesOf(items))}>
          {t('transfer.import.selectAll')}
        </Button>
        <Button size="small" onClick={() => setChosen(indexesOf(items.filter(({ status }) => status !== 'same')))}>
          {t('transfer.import.selectNew')}
        </Button>
        <Button size="small" onClick={() => setChosen(new Set())}>
          {t('transfer.import.selectNone')}
        </Button>
      </div>
      <ImportItemList items={items} chosen={chosen} onToggle={toggle} />
      {preview.byStatus.changed > 0 && <p className="text-12 text-ink-2">{t('transfer.import.changedHint')}</p>}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="mr-auto text-13 tabular-nums">
          {t('transfer.import.selected', { number: number(chosen.size) })}
        </p>
        <Button onClick={onBack}>{t('transfer.import.another')}</Button>
        <Button tone="primary" disabled={chosen.size === 0} onClick={() => onImport([...chosen])}>
          {t('transfer.import.action')}
        </Button>
      </div>
    </div>
  );
}
