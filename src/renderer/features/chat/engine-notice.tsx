/** Why no answer can come right now, with the way on. Nothing while the model is ready. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EngineState } from '#shared/models/model.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useSettings } from '../../lib/use-settings.ts';

type Failed = Extract<EngineState, { state: 'failed' }>;

/** Half of what was asked, but never so small that no conversation fits. */
const smallerContext = (contextSize: number): number => Math.max(512, Math.floor(contextSize / 2));

function Remedies({ engine }: { readonly engine: Failed }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { contextSize } = useSettings();
  const { modelId, remedies } = engine;
  const load = async (options: { onCpu?: boolean; contextSize?: number }): Promise<void> => {
    if (modelId === null) return;
    try {
      await rpc.models.load({ modelId, ...options });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  return remedies.map((remedy) => {
    if (remedy === 'choose-another') {
      return (
        <Link key={remedy} href="/models" className={buttonClass('plain', 'small')}>
          {t('chat.engine.chooseAnother')}
        </Link>
      );
    }
    if (remedy === 'retry') {
      return (
        <Button key={remedy} size="small" onClick={() => void load({})}>
          {t('common.action.retry')}
        </Button>
      );
    }
    const smaller = smallerContext(contextSize);
    return remedy === 'retry-on-cpu' ? (
      <Button key={remedy} size="small" onClick={() => void load({ onCpu: true })}>
        {t('chat.engine.retryOnCpu')}
      </Button>
    ) : (
      <Button key={remedy} size="small" onClick={() => void load({ contextSize: smaller })}>
        {t('chat.engine.smallerContext', { size: smaller })}
      </Button>
    );
  });
}

export function EngineNotice() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const engine = useEngine((store) => store.engine);
  const column = 'mx-auto w-[calc(100%-2rem)] max-w-[47rem]';
  if (engine.state === 'ready') return null;
  if (engine.state === 'failed') {
    return (
      <Notice tone="danger" role="status" className={column} actions={<Remedies engine={engine} />}>
        <strong className="block font-semibold">{t('chat.engine.failed', { name: engine.name })}</strong>
        {errorText(engine)}
      </Notice>
    );
  }
  if (engine.state === 'stopped') {
    return (
      <Notice
        tone="info"
        role="status"
        className={column}
        actions={
          <>
            <Link href="/models" className={buttonClass('primary', 'small')}>
              {t('chat.engine.getOne')}
            </Link>
            <Link href="/models" className={buttonClass('plain', 'small')}>
              {t('chat.engine.useFile')}
            </Link>
          </>
        }
      >
        {t('chat.engine.none')}
      </Notice>
    );
  }
  const fraction = engine.state === 'loading' ? engine.fraction : null;
  const words =
    fraction === null
      ? t('common.engine.starting', { name: engine.name })
      : t('common.engine.loading', { name: engine.name, percent: Math.round(fraction * 100) });
  return (
    <div className={`${column} flex items-center gap-3 rounded-card border border-line bg-surface px-4 py-3 text-13`}>
      <div className="min-w-0 flex-1">
        <p className="mb-2 truncate tabular-nums">{words}</p>
        <ProgressBar label={words} fraction={fraction} />
      </div>
      <Button size="small" onClick={() => void rpc.models.cancelLoad().catch(() => undefined)}>
        {t('common.action.cancel')}
      </Button>
    </div>
  );
}
