import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GRACE_DAYS } from '#shared/models/removed.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatBytes } from '../../lib/format.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { askToExport, askToImport } from '../../lib/transfer-request.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import type { useAppInfo } from '../../lib/use-app-info.ts';
import { RemovedButton } from './removed-button.tsx';
import type { Setting } from './setting.ts';

export interface DataActions {
  readonly isWorking: boolean;
  /** What the last action wrote. */
  readonly done: string | null;
  readonly error: string | null;
  readonly backUp: () => void;
  readonly reveal: () => void;
}

/** Backing up and showing the data folder, with the outcome in words. */
export function useDataActions(): DataActions {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const [done, setDone] = useState<string | null>(null);
  const run = useMutation({
    mutationFn: (action: () => Promise<string | null>) => action(),
    onMutate: () => setDone(null),
    onSuccess: (sentence) => {
      setDone(sentence);
      void queryClient.invalidateQueries({ queryKey: ['app'] });
    },
  });
  const bytes = (value: number): string => formatBytes(value, i18n.language);
  return {
    isWorking: run.isPending,
    done,
    error: run.error ? errorText(toAppError(run.error)) : null,
    backUp: () =>
      run.mutate(async () => {
        const { fileName, sizeBytes } = await rpc.data.backUp();
        return t('settings.data.backedUp', { file: fileName, size: bytes(sizeBytes) });
      }),
    reveal: () =>
      run.mutate(async () => {
        await rpc.data.revealDataFolder();
        return null;
      }),
  };
}

/** Where everything is stored, and how to take it away. */
export function useDataSettings(info: ReturnType<typeof useAppInfo>, actions: DataActions): Setting[] {
  const { t, i18n } = useTranslation();
  const plain = { shipped: null, isChanged: false };
  return [
    {
      ...plain,
      id: 'dataFolder',
      title: t('settings.data.folder'),
      hint: t('settings.data.folderHint'),
      control: ({ id, describedBy }) => (
        <>
          <output id={id} aria-describedby={describedBy} className="min-w-0 font-mono text-12 break-all">
            {info?.dataFolder}
          </output>
          <span className="text-12 text-ink-2 tabular-nums">{info && formatBytes(info.dataBytes, i18n.language)}</span>
          {info?.host === 'desktop' && (
            <Button size="small" onClick={actions.reveal}>
              {t('settings.data.reveal')}
            </Button>
          )}
        </>
      ),
    },
    {
      ...plain,
      isAction: true,
      id: 'removed',
      title: t('settings.data.removedTitle'),
      hint: t('settings.data.removedHint', { days: GRACE_DAYS }),
      control: ({ describedBy }) => <RemovedButton describedBy={describedBy} />,
    },
    {
      ...plain,
      isAction: true,
      id: 'backUp',
      title: t('settings.data.backUpTitle'),
      hint: t('settings.data.backUpHint'),
      control: ({ describedBy }) => (
        <Button aria-describedby={describedBy} disabled={actions.isWorking} onClick={actions.backUp}>
          {t('settings.data.backUp')}
        </Button>
      ),
    },
    {
      ...plain,
      isAction: true,
      id: 'exportAll',
      title: t('settings.data.exportTitle'),
      hint: t('settings.data.exportHint'),
      control: ({ describedBy }) => (
        <Button aria-describedby={describedBy} onClick={() => askToExport(null)}>
          {t('transfer.export.action')}
        </Button>
      ),
    },
    {
      ...plain,
      isAction: true,
      id: 'import',
      title: t('settings.data.importTitle'),
      hint: t('settings.data.importHint'),
      control: ({ describedBy }) => (
        <Button aria-describedby={describedBy} onClick={askToImport}>
          {t('transfer.import.action')}
        </Button>
      ),
    },
  ];
}

export interface DataOutcomeProps {
  readonly actions: DataActions;
  /** There should be a copy from before this version's first start, and there is none. */
  readonly isBackupMissing: boolean;
}

/** What the last action did, or why it could not; else what is to be done. */
export function DataOutcome({ actions, isBackupMissing }: DataOutcomeProps) {
  const { t } = useTranslation();
  if (actions.error !== null)
    return (
      <Notice tone="danger" role="alert">
        {actions.error}
      </Notice>
    );
  if (actions.isWorking)
    return (
      <Notice tone="info" role="status">
        {t('settings.data.working')}
      </Notice>
    );
  if (actions.done === null && isBackupMissing)
    return (
      <Notice tone="warning" role="status">
        {t('updates.backupMissing')}
      </Notice>
    );
  return actions.done === null ? null : (
    <Notice tone="info" role="status">
      {actions.done}
    </Notice>
  );
}
