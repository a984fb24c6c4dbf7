import { Columns2, GitFork, Pin, PinOff, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { Menu } from '../../../components/menu.tsx';
import type { MenuItem } from '../../../components/menu.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';
import { useIsBusy } from './busy.ts';
import { chooseBetween } from '../chat-ui-store.ts';
import { useTreeActions } from '../branches/tree-actions.ts';
import { useContextActions } from '../context/use-context-actions.ts';

const RegenerateDialog = onDemand(async () => (await import('./regenerate-dialog.tsx')).RegenerateDialog);

const MOST_COMPARED = 5;

/** What one does to a message less often, and last of all its deletion. */
export function MessageMenu({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const isBusy = useIsBusy();
  const [isRegenerating, setIsRegenerating] = useState(false);
  const actions = useTreeActions();
  const { setKept } = useContextActions();
  const { id, threadId, role, parentId, versionIds, isKept } = message;
  const ofAnswer = (questionId: MessageId): MenuItem[] => [
    {
      label: t('branches.message.regenerateWith'),
      icon: SlidersHorizontal,
      isDisabled: isBusy,
      onSelect: () => setIsRegenerating(true),
    },
    ...(versionIds.length > 1
      ? [
          {
            label: t('branches.message.compare'),
            icon: Columns2,
            onSelect: () => chooseBetween(questionId, versionIds.slice(-MOST_COMPARED)),
          },
        ]
      : []),
  ];
  return (
    <>
      <Menu
        label={t('branches.message.more')}
        items={[
          ...(role === 'assistant' && parentId ? ofAnswer(parentId) : []),
          {
            label: t(isKept ? 'context.unkeep' : 'context.keep'),
            icon: isKept ? PinOff : Pin,
            onSelect: () => void setKept(threadId, id, !isKept),
          },
          { label: t('branches.message.remove'), icon: Trash2, isDanger: true, onSelect: () => void actions.remove(message, 'one') },
          {
            label: t('branches.message.removeBelow'),
            icon: Trash2,
            isDanger: true,
            onSelect: () => void actions.remove(message, 'below'),
          },
        ]}
      />
      {isRegenerating && <RegenerateDialog message={message} onClose={() => setIsRegenerating(false)} />}
    </>
  );
}

/** Goes on from a copy of everything up to this message. */
export function ForkButton({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { fork } = useTreeActions();
  return <IconButton icon={GitFork} label={t('branches.message.fork')} onClick={() => void fork(message)} />;
}
