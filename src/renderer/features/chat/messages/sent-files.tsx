import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '#shared/models/attachment.ts';
import { partOf } from '../../../lib/attachment-part.ts';
import { formatNumber } from '../../../lib/format.ts';
import { onDemand } from '../../../lib/on-demand.tsx';

const SentFileDialog = onDemand(async () => (await import('./sent-file-dialog.tsx')).SentFileDialog);

/** The files of a message that was sent; each shows its text on demand. */
export function SentFiles({ files }: { readonly files: readonly Attachment[] }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<Attachment | null>(null);
  return (
    <>
      <ul aria-label={t('attachments.list')} className="mb-1.5 flex flex-wrap justify-end gap-2">
        {files.map((file) => {
          const part = partOf(file.part);
          const words = [
            ...(part ? [t(`attachments.part.${part.unit}`, { ranges: part.ranges })] : []),
            t('attachments.characters', { count: file.characters, shown: formatNumber(file.characters, i18n.language) }),
          ].join(t('attachments.separator'));
          return (
            <li key={file.id} className="max-w-full">
              <button
                type="button"
                title={t('attachments.open')}
                className="flex min-h-8 max-w-full items-center gap-2 rounded-control border border-line bg-surface px-2 text-12 text-ink-2 hover:border-line-strong hover:text-ink"
                onClick={() => setOpen(file)}
              >
                <FileText size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
                <span className="max-w-56 truncate text-ink">{file.name}</span>
                <span className="shrink-0 tabular-nums">{words}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {open && <SentFileDialog file={open} onClose={() => setOpen(null)} />}
    </>
  );
}
