import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineState, Model } from '#shared/models/model.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Abilities } from './abilities.tsx';
import type { MachineMemory } from './fit.ts';
import { fitOf, neededBytes } from './fit.ts';
import { Pill } from './pill.tsx';
import type { ModelActions } from './use-models.ts';

const FIT_LOOK = {
  fits: { tone: 'success', icon: CircleCheck },
  tight: { tone: 'warning', icon: TriangleAlert },
  tooBig: { tone: 'danger', icon: CircleAlert },
} as const;

function FitPill({ sizeBytes, machine }: { readonly sizeBytes: number; readonly machine: MachineMemory }) {
  const { t, i18n } = useTranslation();
  const fit = fitOf(sizeBytes, machine);
  const bytes = (value: number): string => formatBytes(value, i18n.language);
  const why = t('models.fitWhy', {
    needed: bytes(neededBytes(sizeBytes)),
    free: bytes(machine.freeMemoryBytes),
    total: bytes(machine.totalMemoryBytes),
  });
  return (
    <Pill {...FIT_LOOK[fit]} title={why}>
      {t(`models.fit.${fit}`)}
      <span className="sr-only">{why}</span>
    </Pill>
  );
}

/** Whether the engine has, or is getting, this model. */
export function usageOf(engine: EngineState, model: Model): 'loaded' | 'loading' | 'none' {
  if (engine.state === 'ready') return engine.model.modelId === model.id ? 'loaded' : 'none';
  return (engine.state === 'loading' || engine.state === 'starting') && engine.modelId === model.id ? 'loading' : 'none';
}

export interface ModelCardProps {
  readonly model: Model;
  readonly engine: EngineState;
  readonly machine: MachineMemory | undefined;
  readonly actions: ModelActions;
}

/** One model of the list: what it is, whether it fits, and one button. */
export function ModelCard({ model, engine, machine, actions }: ModelCardProps) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const titleId = useId();
  const [isRemoving, setIsRemoving] = useState(false);
  const usage = usageOf(engine, model);
  const remove = (): void => {
    setIsRemoving(false);
    actions.remove(model.id);
  };
  return (
    <article aria-labelledby={titleId} className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <h3 id={titleId} className="text-15 font-semibold break-words">
            {model.name}
          </h3>
          <p className="text-12 break-all text-ink-2">{model.fileName}</p>
        </div>
        <div className="flex gap-2">
          <Button tone="quiet" aria-describedby={titleId} onClick={() => setIsRemoving(true)}>
            {t('common.action.remove')}
          </Button>
          {usage === 'loaded' && (
            <Button aria-describedby={titleId} onClick={actions.unload}>
              {t('models.unload')}
            </Button>
          )}
          {usage === 'loading' && (
            <Button aria-describedby={titleId} onClick={actions.cancelLoad}>
              {t('common.action.cancel')}
            </Button>
          )}
          {usage === 'none' && (
            <Button
              tone="primary"
              aria-describedby={titleId}
              disabled={model.isMissing || model.kind === 'embedding'}
              onClick={() => actions.load(model.id)}
            >
              {t('models.load')}
            </Button>
          )}
        </div>
      </div>
      <div className="max-w-[65ch] text-13 text-ink-2">
        <Abilities model={model} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Pill tone="quiet">{t(`models.kind.${model.kind}`)}</Pill>
        <Pill tone="quiet">{formatBytes(model.sizeBytes, i18n.language)}</Pill>
        {model.parameterCount !== null && (
          <Pill tone="quiet">
            {t('models.parameters', {
              count: model.parameterCount,
              number: new Intl.NumberFormat(i18n.language, { notation: 'compact', maximumSignificantDigits: 3 }).format(
                model.parameterCount,
              ),
            })}
          </Pill>
        )}
        <Pill tone="quiet">{t('models.context', { tokens: formatNumber(model.trainedContext, i18n.language) })}</Pill>
        {machine && <FitPill sizeBytes={model.sizeBytes} machine={machine} />}
        <Pill tone="quiet">{model.licence === null ? t('models.licenceUnknown') : t('models.licence', { licence: model.licence })}</Pill>
      </div>
      {model.isMissing && <Notice tone="warning">{errorText({ code: 'MODEL_FILE_MISSING', data: {} })}</Notice>}
      {model.isQuarantined && (
        <Notice
          tone="warning"
          actions={
            <Button size="small" onClick={() => actions.load(model.id, { onCpu: true })}>
              {t('models.remedy.onCpu')}
            </Button>
          }
        >
          {errorText({ code: 'MODEL_QUARANTINED', data: {} })}
        </Notice>
      )}
      <Dialog
        title={t('models.removeTitle', { name: model.name })}
        isOpen={isRemoving}
        onClose={() => setIsRemoving(false)}
        closeLabel={t('common.action.close')}
        footer={
          <>
            <Button onClick={() => setIsRemoving(false)}>{t('common.action.cancel')}</Button>
            <Button tone="danger" onClick={remove}>
              {t('common.action.remove')}
            </Button>
          </>
        }
      >
        <p className="text-14">{t(`models.removeText.${model.origin}`, { size: formatBytes(model.sizeBytes, i18n.language) })}</p>
      </Dialog>
    </article>
  );
}
