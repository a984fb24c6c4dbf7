import { useTranslation } from 'react-i18next';
import { ViewHeader } from '../../components/view-header.tsx';

export function ChatView({ threadId }: { readonly threadId: string | null }) {
  const { t } = useTranslation();
  return <ViewHeader title={t('chat.title')} />;
}
