import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useEngine } from '../../lib/rpc/streams.ts';

/** Which model would answer, and the way to one where there is none. The quick-ask window has no Models view of its own. */
export function ModelLine({ isWindow }: { readonly isWindow: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine((store) => store.engine);
  const words = ((): string => {
    if (engine.state === 'stopped') return t('quickAsk.model.none');
    if (engine.state === 'failed') return t('quickAsk.model.failed', { name: engine.name });
    if (engine.state === 'ready') return t(engine.isBusy ? 'quickAsk.model.busy' : 'quickAsk.model.ready', { name: engine.model.name });
    return t('quickAsk.model.loading', { name: engine.name, percent: engine.state === 'loading' ? Math.round(engine.fraction * 100) : 0 });
  })();
  const needsModel = engine.state === 'stopped' || engine.state === 'failed';
  return (
    <span role="status" className="min-w-0 truncate tabular-nums">
      {words}
      {needsModel && isWindow && <> · {t('quickAsk.model.chooseInMain')}</>}
      {needsModel && !isWindow && (
        <>
          {' · '}
          <Link href="/models" className="text-accent underline">
            {t('quickAsk.model.choose')}
          </Link>
        </>
      )}
    </span>
  );
}
