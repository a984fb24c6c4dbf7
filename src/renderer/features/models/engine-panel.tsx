import { useTranslation } from 'react-i18next';
import type { EngineState, LoadedModel } from '#shared/models/model.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useSettings } from '../../lib/use-settings.ts';
import type { ModelActions } from './use-models.ts';

type Failed = Extract<EngineState, { state: 'failed' }>;

const BACKENDS = { metal: 'Metal', cuda: 'CUDA', vulkan: 'Vulkan', cpu: 'CPU' } as const;
const SMALLEST_CONTEXT = 512;

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-12 text-ink-2">{label}</dt>
      <dd className="text-14 tabular-nums">{value}</dd>
    </div>
  );
}

function Loaded({ model }: { readonly model: LoadedModel }) {
  const { t, i18n } = useTranslation();
  const bytes = (value: number): string => formatBytes(value, i18n.language);
  const where =
    model.backend === 'cpu' ? t('models.onCpu') : t('models.onGpu', { backend: BACKENDS[model.backend], names: model.gpuNames.join(', ') });
  const { ram, vram } = model.memoryBytes;
  const number = (value: number): string => formatNumber(value, i18n.language);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 md:grid-cols-3">
      <Fact label={t('models.fact.where')} value={where} />
      <Fact label={t('models.fact.threads')} value={number(model.threads)} />
      <Fact label={t('models.fact.context')} value={t('models.tokens', { tokens: number(model.contextSize) })} />
      <Fact
        label={t('models.fact.memory')}
        value={vram > 0 ? t('models.memoryBoth', { ram: bytes(ram), vram: bytes(vram) }) : t('models.memory', { ram: bytes(ram) })}
      />
      <Fact
        label={t('models.fact.speed')}
        value={
          model.measuredTokensPerSecond === null
            ? t('models.notMeasured')
            : t('models.speed', {
                speed: formatNumber(model.measuredTokensPerSecond, i18n.language, model.measuredTokensPerSecond < 10 ? 1 : 0),
              })
        }
      />
      <Fact label={t('models.fact.sequences')} value={number(model.sequences)} />
    </dl>
  );
}

function Remedies({
  engine,
  actions,
  onChooseAnother,
}: {
  readonly engine: Failed;
  readonly actions: ModelActions;
  readonly onChooseAnother: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { contextSize } = useSettings();
  const { modelId } = engine;
  const smaller = Math.max(SMALLEST_CONTEXT, Math.floor(contextSize / 2));
  return engine.remedies.map((remedy, index) => {
    const tone = index === 0 ? 'primary' : 'plain';
    if (remedy === 'choose-another') {
      return (
        <Button key={remedy} tone={tone} onClick={onChooseAnother}>
          {t('models.remedy.chooseAnother')}
        </Button>
      );
    }
    if (modelId === null) return null;
    const load = { retry: {}, 'retry-on-cpu': { onCpu: true }, 'smaller-context': { contextSize: smaller } }[remedy];
    const label = {
      retry: t('common.action.retry'),
      'retry-on-cpu': t('models.remedy.onCpu'),
      'smaller-context': t('models.remedy.smaller', { tokens: formatNumber(smaller, i18n.language) }),
    }[remedy];
    return (
      <Button key={remedy} tone={tone} onClick={() => actions.load(modelId, load)}>
        {label}
      </Button>
    );
  });
}

export interface EnginePanelProps {
  readonly engine: EngineState;
  readonly actions: ModelActions;
  readonly onChooseAnother: () => void;
}

/** What the engine does now: nothing, loading, ready, busy or failed; each with the next step. */
export function EnginePanel({ engine, actions, onChooseAnother }: EnginePanelProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (engine.state === 'stopped') return <p className="text-14 text-ink-2">{t('models.nothingLoaded')}</p>;
  if (engine.state === 'failed') {
    return (
      <Notice tone="danger" role="alert" actions={<Remedies engine={engine} actions={actions} onChooseAnother={onChooseAnother} />}>
        <p className="font-semibold">{t('models.failed', { name: engine.name })}</p>
        <p>{errorText(engine)}</p>
      </Notice>
    );
  }
  if (engine.state === 'ready') {
    const status =
      engine.queued > 0 ? t('models.busyQueued', { count: engine.queued }) : engine.isBusy ? t('models.busy') : t('models.ready');
    return (
      <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">
        <div>
          <h3 className="text-17 font-semibold break-words">{engine.model.name}</h3>
          <p role="status" className="text-13 text-ink-2">
            {status}
          </p>
        </div>
        <Loaded model={engine.model} />
      </div>
    );
  }
  const fraction = engine.state === 'loading' ? engine.fraction : null;
  return (
    <div className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <h3 className="text-17 font-semibold break-words">{engine.name}</h3>
          <p className="text-13 text-ink-2 tabular-nums">
            {fraction === null ? t('models.starting') : t('models.loading', { percent: Math.round(fraction * 100) })}
          </p>
        </div>
        <Button onClick={actions.cancelLoad}>{t('common.action.cancel')}</Button>
      </div>
      <ProgressBar label={t('models.loadingName', { name: engine.name })} fraction={fraction} />
    </div>
  );
}
