/** Everything export and import show. Stays once it was asked for, so that the end of what goes on without its dialog is told. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '#shared/models/thread.ts';
import type { TransferJob } from '#shared/models/transfer.ts';
import { showToast } from '../../components/toasts.tsx';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { closeTransfer, useTransferRequest } from '../../lib/transfer-request.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ExportDialog } from './export-dialog.tsx';
import { fetchExport } from './fetch-export.ts';
import { ImportDialog } from './import-dialog.tsx';
import { useFollowJob, useJob } from './job-store.ts';
import { PrintThread } from './print-thread.tsx';

/** Tells the end of a job of this window, once. */
function useOutcomes(): void {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const { job, ownJobId } = useJob();
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (job.state === 'idle' || job.state === 'running' || job.jobId !== ownJobId || told.current === `${job.jobId} ${job.state}`) return;
    told.current = `${job.jobId} ${job.state}`;
    const { request } = useTransferRequest.getState();
    const tell = (end: TransferJob): void => {
      if (end.state === 'exported') {
        const facts = { file: end.fileName, size: formatBytes(end.sizeBytes, i18n.language) };
        const isOne = request?.kind === 'export' && request.thread !== null;
        const number = formatNumber(end.threads, i18n.language);
        showToast({
          text: isOne ? t('transfer.export.doneThread', facts) : t('transfer.export.done', { ...facts, number, count: end.threads }),
        });
        if (end.download !== null) fetchExport(end.download, end.fileName);
        if (request?.kind === 'export') closeTransfer();
        void rpc.transfer.dismissJob();
      }
      if (end.state === 'cancelled' && request?.kind === 'export') {
        showToast({ text: t('transfer.export.cancelled') });
        closeTransfer();
      }
      // With its dialog open, the dialog says it.
      if (request !== null) return;
      if (end.state === 'imported') {
        const { threads } = end.result;
        showToast({ text: t('transfer.import.done', { count: threads, number: formatNumber(threads, i18n.language) }) });
      }
      if (end.state === 'failed') showToast({ text: errorText(end), isFailure: true });
    };
    tell(job);
  }, [job, ownJobId, t, i18n.language, errorText]);
}

export function TransferDialogs() {
  const request = useTransferRequest((store) => store.request);
  const [printed, setPrinted] = useState<Thread | null>(null);
  const endPrint = useCallback(() => setPrinted(null), []);
  useFollowJob();
  useOutcomes();
  return (
    <>
      {request?.kind === 'export' && (
        <ExportDialog
          thread={request.thread}
          onClose={closeTransfer}
          onPrint={(thread) => {
            closeTransfer();
            setPrinted(thread);
          }}
        />
      )}
      {request?.kind === 'import' && <ImportDialog onClose={closeTransfer} />}
      {printed && <PrintThread key={printed.id} thread={printed} onEnd={endPrint} />}
    </>
  );
}
