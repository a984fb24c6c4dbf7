import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EngineState } from '#shared/models/model.ts';
import { useErrorText } from '../lib/use-error-text.ts';
import { buttonClass } from './button.tsx';
import { Notice } from './notice.tsx';

/** Says that no model runs yet, and the way to one; nothing while a model is ready. */
export function ModelNotice({ engine }: { readonly engine: EngineState }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
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
      <strong className="block font-semibold">{t('common.model.failed', { name: engine.name })}</strong>
      {errorText(engine)}
    </Notice>
  );
}
