/** The models of this machine: what runs, what there is, and how to get another one in. */
import { Box, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Notice } from '../../components/notice.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import { toAppError } from '../../lib/rpc/client.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { AddFileDialog } from './add-file-dialog.tsx';
import { DropArea } from './drop-area.tsx';
import { EnginePanel } from './engine-panel.tsx';
import { ModelCard } from './model-card.tsx';
import { UploadPanel } from './upload-panel.tsx';
import { useAddFile } from './use-add-file.ts';
import { useMachine, useModelActions, useModels } from './use-models.ts';

export function ModelsView() {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const models = useModels();
  const machine = useMachine();
  const engine = useEngine((store) => store.engine);
  const actions = useModelActions();
  const addFile = useAddFile();
  const list = useRef<HTMLElement>(null);
  const chooseAnother = (): void => {
    list.current?.scrollIntoView({ block: 'start' });
    list.current?.querySelector('button')?.focus();
  };
  const useFile = (
    <Button onClick={addFile.open} disabled={addFile.isAdding} tone={models.data?.length === 0 ? 'primary' : 'plain'}>
      <FolderOpen size={16} strokeWidth={1.75} aria-hidden />
      {addFile.isAdding ? t('models.add.adding') : t('models.add.button')}
    </Button>
  );
  return (
    <DropArea onFile={addFile.takeFile}>
      <ViewHeader title={<h1>{t('models.title')}</h1>}>{models.data && models.data.length > 0 && useFile}</ViewHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex min-h-full w-full max-w-[56rem] flex-col gap-8 p-4 sm:p-6">
          <UploadPanel actions={actions} />
          {models.error && (
            <Notice tone="danger" role="alert">
              {errorText(toAppError(models.error))}
            </Notice>
          )}
          {models.data?.length === 0 && (
            <div className="flex-1">
              <EmptyState icon={Box} title={t('models.empty.title')} actions={useFile}>
                <p>{t('models.empty.text')}</p>
                <p className="mt-3">
                  {t('models.empty.starter')}{' '}
                  <code className="rounded-control bg-sunken px-2 py-0.5 font-mono text-13 text-ink">npm start</code>
                </p>
              </EmptyState>
            </div>
          )}
          {models.data && models.data.length > 0 && (
            <>
              <section aria-labelledby="models-now" className="flex flex-col gap-3">
                <h2 id="models-now" className="text-13 font-semibold text-ink-2">
                  {t('models.now')}
                </h2>
                <EnginePanel engine={engine} actions={actions} onChooseAnother={chooseAnother} />
              </section>
              <section ref={list} aria-labelledby="models-list" className="flex flex-col gap-3">
                <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <h2 id="models-list" className="text-13 font-semibold text-ink-2">
                    {t('models.installed')}
                  </h2>
                  {machine && (
                    <p className="text-12 text-ink-2 tabular-nums">
                      {t('models.machine', {
                        cpu: machine.cpuName,
                        cores: formatNumber(machine.cores, i18n.language),
                        total: formatBytes(machine.totalMemoryBytes, i18n.language),
                        free: formatBytes(machine.freeMemoryBytes, i18n.language),
                      })}
                    </p>
                  )}
                </div>
                {models.data.map((model) => (
                  <ModelCard key={model.id} model={model} engine={engine} machine={machine} actions={actions} />
                ))}
                <p className="text-12 text-ink-2">{t('models.dropHint')}</p>
              </section>
            </>
          )}
        </div>
      </div>
      <AddFileDialog
        isOpen={addFile.isDialogOpen}
        isAdding={addFile.isAdding}
        error={addFile.error}
        onClose={addFile.close}
        onPath={addFile.addPath}
        onUpload={addFile.takeFile}
      />
    </DropArea>
  );
}
