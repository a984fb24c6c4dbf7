import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { buttonClass } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useEngine } from '../../lib/rpc/streams.ts';

/** Over the message box while the model in use cannot chat: what it does instead, and where. */
export function BaseModelNote() {
  const { t } = useTranslation();
  const name = useEngine(({ engine }) => (engine.state === 'ready' && engine.model.kind === 'base' ? engine.model.name : null));
  if (name === null) return null;
  return (
    <Notice
      tone="info"
      role="status"
      className="mx-auto w-[calc(100%-2rem)] max-w-[47rem]"
      actions={
        <Link href="/playground" className={buttonClass('primary', 'small')}>
          {t('playground.open')}
        </Link>
      }
    >
      {t('playground.baseModel', { name })}
    </Notice>
  );
}
