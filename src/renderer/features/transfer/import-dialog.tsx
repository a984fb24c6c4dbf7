/** From choosing a file over what is in it to what came of it. Main does the work; closing this ends nothing but the looking. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '#shared/errors/app-error.ts';
import type { TransferJob } from '#shared/models/transfer.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatNumber } from '../../lib/format.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ChooseFile } from './choose-file.tsx';
import { ImportPreview } from './import-preview.tsx';
import { JobProgress } from './job-progress.tsx';
import { ownJob, useJob } from './job-store.ts';
import { PastImports } from './past-imports.tsx';
import { endImportUpload, startImportUpload, useImportUpload } from './upload-store.ts';
import { useImportItems } from './use-import-items.ts';
import { useUndoImport } from './use-undo-import.ts';

type Previewed = Extract<TransferJob, { state: 'previewed' }>;
type Imported = Extract<TransferJob, { state: 'imported' }>;

const startOver = (): void => {
  endImportUpload();
  void rpc.transfer.dismissJob();
};

function Choose({ error }: { readonly error: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="mb-3 text-13 text-ink-2">{t('transfer.import.intro')}</p>
      {error !== null && (
        <Notice tone="danger" role="alert" className="mb-3">
          {error}
        </Notice>
      )}
      <ChooseFile onFile={startImportUpload} />
      <PastImports />
    </>
  );
}

function Looked({ job }: { readonly job: Previewed }) {
  const errorText = useErrorText();
  const items = useImportItems(job.jobId);
  const [error, setError] = useState<Pick<AppError, 'code' | 'data'> | null>(null);
  const start = async (indexes: readonly number[]): Promise<void> => {
    try {
      ownJob((await rpc.transfer.startImport({ indexes: [...indexes] })).jobId);
      endImportUpload();
    } catch (cause) {
      setError(toAppError(cause));
    }
  };
  if (!items) return null;
  return (
    <ImportPreview
      preview={job.preview}
      items={items}
      error={error && errorText(error)}
      onImport={(indexes) => void start(indexes)}
      onBack={startOver}
    />
  );
}

function Done({ job, onClose }: { readonly job: Imported; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { undo } = useUndoImport();
  const { threads } = job.result;
  return (
    <Notice
      tone="info"
      role="status"
      actions={
        <>
          <Button size="small" tone="primary" onClick={onClose}>
            {t('common.action.close')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              undo(job.result);
              startOver();
            }}
          >
            {t('transfer.import.undo')}
          </Button>
          <Button size="small" onClick={startOver}>
            {t('transfer.import.another')}
          </Button>
        </>
      }
    >
      <p className="font-semibold">{t('transfer.import.done', { count: threads, number: formatNumber(threads, i18n.language) })}</p>
      <p>{t('transfer.import.doneText')}</p>
    </Notice>
  );
}

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { job } = useJob();
  const upload = useImportUpload((store) => store.upload);
  const close = (): void => {
    // What was only looked at is forgotten; what is being imported goes on.
    if (job.state !== 'running') startOver();
    void queryClient.invalidateQueries({ queryKey: ['transfer'] });
    onClose();
  };
  const content = (): ReactNode => {
    if (upload.state === 'sending') {
      return (
        <JobProgress
          title={t('transfer.import.sending', { file: upload.fileName })}
          fraction={upload.sentBytes / Math.max(1, upload.totalBytes)}
          leftMs={null}
          onCancel={startOver}
        />
      );
    }
    if (upload.state === 'failed') return <Choose error={errorText(upload.error)} />;
    if (job.state === 'running' && job.kind !== 'export') {
      const isLooking = job.kind === 'preview';
      const file = upload.state === 'sent' ? upload.fileName : '';
      return (
        <JobProgress
          title={isLooking ? t('transfer.import.looking', { file }) : t('transfer.import.running')}
          hint={isLooking ? undefined : t('transfer.import.goesOn')}
          fraction={job.total > 0 ? job.done / job.total : null}
          leftMs={job.leftMs}
          onCancel={() => void rpc.transfer.cancelJob().then(endImportUpload)}
        />
      );
    }
    if (job.state === 'previewed') return <Looked key={job.jobId} job={job} />;
    if (job.state === 'imported') return <Done job={job} onClose={close} />;
    if (job.state === 'cancelled') return <Choose error={t('transfer.import.cancelled')} />;
    return <Choose error={job.state === 'failed' ? errorText(job) : null} />;
  };
  return (
    <Dialog title={t('transfer.import.title')} isOpen onClose={close} closeLabel={t('common.action.close')}>
      {content()}
    </Dialog>
  );
}
