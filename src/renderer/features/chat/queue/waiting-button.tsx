import { ListOrdered } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import { onDemand } from '../../../lib/on-demand.tsx';
import { useQueuedThreads } from './use-queue.ts';
import { useLiveThreadIds } from '../use-threads.ts';

const WaitingDialog = onDemand(async () => (await import('./waiting-dialog.tsx')).WaitingDialog);

/** Beside the model: how many chats it works for, as soon as one of them is not the one that is open. */
export function WaitingButton({ threadId }: { readonly threadId: ThreadId | null }) {
  const { t } = useTranslation();
  const live = useLiveThreadIds();
  const queued = useQueuedThreads();
  const [isOpen, setIsOpen] = useState(false);
  const ids = new Set([...live, ...queued.map((thread) => thread.threadId)]);
  const hasOthers = [...ids].some((id) => id !== threadId);
  const name = t('queue.waiting.open', { count: ids.size });
  return (
    <>
      {hasOthers && (
        <button
          type="button"
          aria-label={name}
          data-tooltip={name}
          aria-haspopup="dialog"
          className="flex min-h-7 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-12 text-ink-2 tabular-nums hover:border-line-strong"
          onClick={() => setIsOpen(true)}
        >
          <ListOrdered size={14} strokeWidth={1.75} aria-hidden />
          {ids.size}
        </button>
      )}
      {isOpen && <WaitingDialog live={[...live]} queued={queued} onClose={() => setIsOpen(false)} />}
    </>
  );
}
