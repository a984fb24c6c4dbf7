import { useTranslation } from 'react-i18next';
import { ViewHeader } from '../../components/view-header.tsx';

export function ModelsView() {
  const { t } = useTranslation();
  return <ViewHeader title={t('models.title')} />;
}
