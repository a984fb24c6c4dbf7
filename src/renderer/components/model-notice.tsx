import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useEngine } from '../lib/rpc/streams.ts';
import { useErrorText } from '../lib/use-error-text.ts';
import { buttonClass } from './button.tsx';
import { Notice } from './notice.tsx';

/** True while a request can be answered or will wait for the model that is being loaded. */
export function useCanAsk(): boolean {
  return useEngine(({ engine }) => engine.state === 'ready' || engine.state === 'loading' || engine.state === 'starting');
}

/** Says that no model runs yet, and the way to one; nothing while a model is ready. */
export function ModelNotice() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const engine = useEngine((store) => store.engine);
  if (engine.state === 'ready') return null;
  if (engine.state === 'starting' || engine.state === 'loading') {
    return (
      <Notice tone="info" role="status">
        {t('common.model.loading', { name: engine.name })}
      </Notice>
    );
  }
  const link = (
    <Link href="/models" className={buttonClass('primary', 'small')}>
      {t('common.model.choose')}
    </Link>
  );
  if (engine.state === 'stopped') {
    return (
      <Notice tone="info" role="status" actions={link}>
        {t('common.model.none')}
      </Notice>
    );
  }
  return (
    <Notice tone="danger" role="status" actions={link}>
      {t('common.model.failed', { name: engine.name })} {errorText(engine)}
    </Notice>
  );
}
