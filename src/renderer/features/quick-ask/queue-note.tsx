import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { rpc } from '../../lib/rpc/client.ts';

/** Says who the model is busy with while a quick ask waits: a chat is served first. */
export function QueueNote({ ahead }: { readonly ahead: number }) {
  const { t } = useTranslation();
  const { data: live } = useQuery({ queryKey: ['generations', 'live'], queryFn: () => rpc.generations.listLive(), staleTime: 0 });
  const isChat = live?.some(({ threadId }) => threadId !== null) === true;
  const words = ((): string => {
    if (ahead > 1) return `${t('common.live.queued', { count: ahead })}…`;
    return t(isChat ? 'quickAsk.behindChat' : 'quickAsk.behindOther');
  })();
  return (
    <p role="status" className="text-13 text-ink-2">
      {words}
    </p>
  );
}
