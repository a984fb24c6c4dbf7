/** Looking for a newer version, fetching and installing it: each step is a button, and every outcome a sentence. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { UpdateState } from '#shared/models/update.ts';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatBytes } from '../../lib/format.ts';
import type { useAppInfo } from '../../lib/use-app-info.ts';
import { useUpdate } from '../../lib/use-update.ts';
import type { UpdateStep } from '../../lib/use-update.ts';
import { Toggle } from './fields.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

type Update = ReturnType<typeof useUpdate>;

/** What is to be said about a state, or null where the button says it all. */
function useSentence(): (update: UpdateState) => string | null {
  const { t, i18n } = useTranslation();
  const bytes = (value: number): string => formatBytes(value, i18n.language);
  return (update) => {
    switch (update.state) {
      case 'none':
        return update.why === 'newest' ? t('updates.newest') : null;
      case 'checking':
        return t('updates.checking');
      case 'available': {
        const { version, sizeBytes } = update;
        return sizeBytes === null ? t('updates.available', { version }) : t('updates.availableSized', { version, size: bytes(sizeBytes) });
      }
      case 'downloading': {
        const { version, receivedBytes, totalBytes } = update;
        const received = bytes(receivedBytes);
        return totalBytes === null
          ? t('updates.downloading', { version, received })
          : t('updates.downloadingOf', { version, received, total: bytes(totalBytes) });
      }
      case 'ready':
        return t('updates.ready', { version: update.version });
      case 'failed':
        return t(`updates.failed.${update.reason}`);
    }
  };
}

/** The one step that makes sense now, or null where nothing can be done here. */
function nextStep(update: UpdateState): Exclude<UpdateStep, 'cancel'> | null {
  if (update.state === 'none') return update.why === 'no-source' || update.why === 'other-host' ? null : 'check';
  if (update.state === 'available') return 'download';
  if (update.state === 'ready') return 'install';
  if (update.state === 'failed') return update.during === 'download' ? 'download' : 'check';
  return null;
}

export interface UpdateControlProps extends Update {
  readonly describedBy: string;
}

export function UpdateControl({ update, take, describedBy }: UpdateControlProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const place = useRef<HTMLDivElement>(null);
  const isChecking = update?.state === 'checking';
  // The menu of the system starts a check too; its outcome is told here.
  useEffect(() => {
    if (isChecking) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isChecking]);
  if (update === undefined) return null;
  const step = nextStep(update);
  const isRunning = isChecking || update.state === 'downloading';
  const label = step !== null && update.state === 'failed' ? t('common.action.retry') : step !== null && t(`updates.${step}`);
  return (
    <div ref={place} className="flex max-w-96 flex-col items-end gap-2">
      <p role={update.state === 'failed' ? 'alert' : 'status'} className="text-right text-13">
        {update.state === 'downloading' ? null : sentence(update)}
      </p>
      {update.state === 'downloading' && (
        <>
          <p className="text-right text-13 tabular-nums">{sentence(update)}</p>
          <ProgressBar label={t('updates.title')} fraction={update.totalBytes === null ? null : update.receivedBytes / update.totalBytes} />
        </>
      )}
      {step !== null && (
        <Button tone={step === 'install' ? 'primary' : 'plain'} aria-describedby={describedBy} onClick={() => take(step)}>
          {label}
        </Button>
      )}
      {isRunning && <Button onClick={() => take('cancel')}>{t('common.action.cancel')}</Button>}
    </div>
  );
}

/** Desktop: the switch that keeps Inkstone off the network, and updates. Browser host: how it is updated. */
export function useUpdateSettings(settings: Settings, info: ReturnType<typeof useAppInfo>, change: Change): Setting[] {
  const { t } = useTranslation();
  const actions = useUpdate();
  const why = actions.update?.state === 'none' ? actions.update.why : null;
  const hints = { 'other-host': t('updates.hintElsewhere'), 'no-source': t('updates.hintNoSource') } as const;
  const updates: Setting = {
    id: 'updates',
    title: t('updates.title'),
    hint: why === 'other-host' || why === 'no-source' ? hints[why] : t('updates.hint'),
    shipped: null,
    isChanged: false,
    isAction: true,
    control: ({ describedBy }) => <UpdateControl {...actions} describedBy={describedBy} />,
  };
  if (info?.host !== 'desktop') return [updates];
  const stayOffline: Setting = {
    id: 'staysOffline',
    title: t('updates.stayOffline.title'),
    hint: t('updates.stayOffline.hint'),
    shipped: null,
    isChanged: settings.staysOffline !== SHIPPED_SETTINGS.staysOffline,
    reset: () => change({ staysOffline: SHIPPED_SETTINGS.staysOffline }),
    control: (ids) => <Toggle {...ids} isOn={settings.staysOffline} onChange={(staysOffline) => change({ staysOffline })} />,
  };
  return [updates, stayOffline];
}
