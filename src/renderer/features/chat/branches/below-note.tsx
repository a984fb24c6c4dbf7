import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { sendBelowNext, useChatUi } from '../chat-ui-store.ts';

export interface BelowNoteProps {
  readonly threadId: ThreadId | null;
  readonly messages: readonly Message[];
  readonly liveIds: ReadonlySet<MessageId>;
}

const line = 'mx-auto flex w-full max-w-[47rem] items-center gap-2 px-4 pb-1 text-13 text-ink-2';

/** Says above the composer where the next message goes, and what is being written out of sight. */
export function BelowNote({ threadId, messages, liveIds }: BelowNoteProps) {
  const { t } = useTranslation();
  const below = useChatUi((ui) => ui.below);
  const shown = new Set(messages.flatMap(({ versionIds }) => versionIds));
  const hidden = [...liveIds].filter((id) => !shown.has(id)).length;
  if (below && below.threadId === threadId) {
    return (
      <p role="status" className={line}>
        {t('branches.below.note', { count: below.messageIds.length })}
        <IconButton icon={X} label={t('common.action.cancel')} className="size-7" onClick={() => sendBelowNext(null)} />
      </p>
    );
  }
  if (hidden === 0) return null;
  return (
    <p role="status" className={line}>
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
      {t('branches.below.writing', { count: hidden })}
    </p>
  );
}
