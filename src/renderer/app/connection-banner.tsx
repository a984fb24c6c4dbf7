import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';
import { useConnection } from '../lib/rpc/connection.ts';

/** Says that the line to main is gone, and that it is being restored. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const state = useConnection((store) => store.state);
  if (state !== 'lost') return null;
  return (
    <Notice tone="warning" role="status" className="m-2">
      {t('common.connection.lost')}
    </Notice>
  );
}
