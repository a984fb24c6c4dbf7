import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PastImport } from '#shared/models/transfer.ts';
import { Button } from '../../components/button.tsx';
import { formatNumber } from '../../lib/format.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { SOURCE_NAMES } from './source-names.ts';
import { useUndoImport } from './use-undo-import.ts';

/** What was imported before, each with its undo. */
export function PastImports() {
  const { t, i18n } = useTranslation();
  const { data: imports = [] } = useQuery({ queryKey: ['transfer', 'imports'], queryFn: () => rpc.transfer.listImports() });
  const { undo, restore } = useUndoImport();
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const entry = ({ source, threads, importedAt }: PastImport): string =>
    t('transfer.import.pastEntry', {
      source: SOURCE_NAMES[source],
      threads: t('transfer.import.threads', { count: threads, number: formatNumber(threads, i18n.language) }),
      date: date.format(importedAt),
    });
  if (imports.length === 0) return null;
  return (
    <section aria-labelledby="past-imports" className="mt-4">
      <h3 id="past-imports" className="mb-1 text-13 font-semibold">
        {t('transfer.import.past')}
      </h3>
      <ul className="max-h-40 divide-y divide-line overflow-y-auto">
        {imports.map((past) => (
          <li key={past.id} className="flex items-center gap-2 py-1.5 text-13">
            <span className="min-w-0 flex-1 tabular-nums">
              {entry(past)}
              {past.isUndone && <span className="text-ink-2"> · {t('transfer.import.isUndone')}</span>}
            </span>
            <Button
              size="small"
              aria-label={`${t(past.isUndone ? 'transfer.import.restore' : 'transfer.import.undo')}: ${entry(past)}`}
              onClick={() => (past.isUndone ? restore(past) : undo(past))}
            >
              {t(past.isUndone ? 'transfer.import.restore' : 'transfer.import.undo')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
