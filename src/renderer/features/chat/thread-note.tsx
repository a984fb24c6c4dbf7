import { Archive, MessageSquareDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '#shared/models/thread.ts';
import { Button } from '../../components/button.tsx';
import { useOrderActions } from './side-bar/order-actions.ts';

/** Under the header of a temporary or archived chat: what that means, and the way to make it one like the others. */
export function ThreadNote({ thread }: { readonly thread: Thread }) {
  const { t } = useTranslation();
  const { keep, archive } = useOrderActions();
  if (!thread.isTemporary && !thread.isArchived) return null;
  const Icon = thread.isTemporary ? MessageSquareDashed : Archive;
  return (
    <div
      role="note"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-dashed border-line-strong bg-sunken px-4 py-1.5 text-13 text-ink-2"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <p className="min-w-0 flex-1 basis-64">{t(thread.isTemporary ? 'order.temporary.note' : 'order.archive.note')}</p>
      {thread.isTemporary ? (
        <Button size="small" onClick={() => void keep(thread.id)}>
          {t('order.temporary.keep')}
        </Button>
      ) : (
        <Button size="small" onClick={() => void archive([thread], false)}>
          {t('order.archive.takeBack')}
        </Button>
      )}
    </div>
  );
}
