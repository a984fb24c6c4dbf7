import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { ImportItem } from '#shared/models/transfer.ts';
import { formatNumber } from '../../lib/format.ts';

export interface ImportItemListProps {
  readonly items: readonly ImportItem[];
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (index: number) => void;
}

/** Title, size, date and what is known of each chat. Tens of thousands of rows are fine. */
export function ImportItemList({ items, chosen, onToggle }: ImportItemListProps) {
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <div
      ref={scroller}
      role="group"
      aria-label={t('transfer.import.list')}
      className="h-[min(20rem,40dvh)] overflow-y-auto rounded-card border border-line [contain:strict]"
    >
      <Virtualizer scrollRef={scroller} data={[...items]} itemSize={48}>
        {(item) => (
          <label key={item.index} className="flex min-h-12 items-center gap-3 border-b border-line px-3 py-1.5 hover:bg-accent-soft">
            <input
              type="checkbox"
              checked={chosen.has(item.index)}
              onChange={() => onToggle(item.index)}
              className="shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1">
              <bdi className="block truncate text-13">{item.title || t('transfer.import.untitled')}</bdi>
              <span className="block truncate text-12 text-ink-2 tabular-nums">
                {t('transfer.import.messages', { count: item.messages, number: formatNumber(item.messages, i18n.language) })}
                {item.hasBranches && ` · ${t('transfer.import.branches')}`} · {date.format(item.updatedAt)}
              </span>
            </span>
            <span className="shrink-0 text-12 text-ink-2">{t(`transfer.import.status.${item.status}`)}</span>
          </label>
        )}
      </Virtualizer>
    </div>
  );
}
