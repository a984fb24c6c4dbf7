import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MOST_ATTACHMENTS } from '#shared/models/attachment.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { MOST_CHARACTERS, storeFilesNow } from './attached-files-store.ts';
import type { FileProblem } from './attached-files-store.ts';
import { FileChip } from './file-chip.tsx';
import { focusComposer } from './focus-composer.ts';
import type { AttachedFiles } from './use-attached-files.ts';

/** The files of the composer: what is being read, what was read, and what could not be. */
export function ComposerFiles({ attached }: { readonly attached: AttachedFiles }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const { files, reading, problems, choose, remove, dismiss } = attached;
  const reasonOf = ({ reason }: FileProblem): string => {
    if (reason === 'tooMany') return t('attachments.tooMany', { limit: MOST_ATTACHMENTS });
    if (reason === 'tooMuch') return t('attachments.tooMuch', { limit: formatNumber(MOST_CHARACTERS, i18n.language) });
    return errorText(reason);
  };
  return (
    <>
      {problems.map((problem) => (
        <Notice key={problem.id} tone="danger" role="alert" className="mb-2">
          <span className="flex items-start gap-2">
            <span className="min-w-0 flex-1">
              <strong className="block font-semibold">{t('attachments.notAttached', { name: problem.name })}</strong>
              {reasonOf(problem)}
            </span>
            <IconButton
              icon={X}
              label={t('attachments.dismiss', { name: problem.name })}
              onClick={() => {
                focusComposer();
                dismiss(problem.id);
              }}
            />
          </span>
        </Notice>
      ))}
      {(files.length > 0 || reading.length > 0) && (
        <ul aria-label={t('attachments.list')} className="flex flex-wrap gap-2 px-1 pb-2">
          {files.map((file) => (
            <FileChip
              key={file.id}
              file={file}
              onChoose={(choice) => choose(file.id, choice)}
              onChosen={storeFilesNow}
              onRemove={() => {
                focusComposer();
                remove(file.id);
              }}
            />
          ))}
          {reading.map((name, index) => (
            <li
              key={`${index} ${name}`}
              className="flex min-h-8 items-center rounded-control border border-dashed border-line px-2 text-12 text-ink-2"
            >
              {t('attachments.reading', { name })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
