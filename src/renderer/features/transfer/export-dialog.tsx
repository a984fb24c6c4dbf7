/** Which chat, in which form: then main writes the file. A chat can be printed from here too. */
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '#shared/models/thread.ts';
import type { ExportBranches, ExportFormat } from '#shared/models/transfer.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { resolveUiLanguage } from '../../lib/i18n.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ChoiceList } from './choice-list.tsx';
import { JobProgress } from './job-progress.tsx';
import { ownJob, useJob } from './job-store.ts';

export interface ExportDialogProps {
  /** null: every chat. */
  readonly thread: Thread | null;
  readonly onClose: () => void;
  readonly onPrint: (thread: Thread) => void;
}

export function ExportDialog({ thread, onClose, onPrint }: ExportDialogProps) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const [format, setFormat] = useState<ExportFormat>('markdown');
  const [branches, setBranches] = useState<ExportBranches>('path');
  const [error, setError] = useState<string | null>(null);
  const { job, ownJobId } = useJob();
  const running = job.state === 'running' && job.kind === 'export' && job.jobId === ownJobId ? job : null;
  const failed = job.state === 'failed' && job.jobId === ownJobId ? errorText(job) : error;

  const start = async (): Promise<void> => {
    setError(null);
    try {
      const language = resolveUiLanguage('system', i18n.language);
      const started = await rpc.transfer.startExport({ threadId: thread?.id ?? null, format, branches, language });
      if (started) ownJob(started.jobId);
    } catch (cause) {
      setError(errorText(toAppError(cause)));
    }
  };
  const footer = running ? undefined : (
    <>
      {thread && (
        <Button className="mr-auto" onClick={() => onPrint(thread)}>
          <Printer size={16} strokeWidth={1.75} aria-hidden />
          {t('transfer.print.action')}
        </Button>
      )}
      <Button onClick={onClose}>{t('common.action.cancel')}</Button>
      <Button tone="primary" onClick={() => void start()}>
        {t('transfer.export.action')}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t(thread ? 'transfer.export.titleThread' : 'transfer.export.titleLibrary')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.action.close')}
      footer={footer}
    >
      {running ? (
        <JobProgress
          title={t('transfer.export.running')}
          hint={t('transfer.export.goesOn')}
          fraction={running.total > 0 ? running.done / running.total : null}
          leftMs={running.leftMs}
          onCancel={() => void rpc.transfer.cancelJob()}
        />
      ) : (
        <div className="flex flex-col gap-4">
          {failed !== null && (
            <Notice tone="danger" role="alert">
              {failed}
            </Notice>
          )}
          <ChoiceList
            legend={t('transfer.export.format')}
            value={format}
            onChange={setFormat}
            choices={[
              { value: 'markdown', label: 'Markdown', hint: t('transfer.export.markdownHint') },
              { value: 'html', label: 'HTML', hint: t('transfer.export.htmlHint') },
              { value: 'json', label: 'JSON', hint: t('transfer.export.jsonHint') },
              { value: 'text', label: t('transfer.export.text'), hint: t('transfer.export.textHint') },
            ]}
          />
          {format === 'json' ? (
            <p className="text-13 text-ink-2">{t('transfer.export.jsonBranches')}</p>
          ) : (
            <ChoiceList
              legend={t('transfer.export.branches')}
              value={branches}
              onChange={setBranches}
              choices={[
                { value: 'path', label: t('transfer.export.path'), hint: t('transfer.export.pathHint') },
                { value: 'all', label: t('transfer.export.all'), hint: t('transfer.export.allHint') },
              ]}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}
