import { PanelLeft, Pencil, Pin, PinOff, SlidersHorizontal, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { Thread } from '#shared/models/thread.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { shortcutLabel } from '../../lib/shortcuts.ts';
import { ContextMeter } from './context-meter.tsx';
import { ParametersDialog } from './parameters-dialog.tsx';
import { useThreadActions } from './thread-actions.ts';
import { TitleInput } from './title-input.tsx';

export interface ChatHeaderProps {
  readonly thread: Thread | null;
  readonly stats: GenerationStats | null;
  /** Which model runs, and how it is. */
  readonly engineChip: ReactNode;
  readonly onToggleSideBar: () => void;
}

/** Title (click to rename), the model, how full the window is, and what else can be done with this chat. */
export function ChatHeader({ thread, stats, engineChip, onToggleSideBar }: ChatHeaderProps) {
  const { t } = useTranslation();
  const actions = useThreadActions();
  const [isRenaming, setIsRenaming] = useState(false);
  const nameButton = useRef<HTMLButtonElement>(null);
  const [hasParameters, setHasParameters] = useState(false);
  const name = thread ? thread.title || t('chat.threads.untitled') : t('chat.newChat');
  const title = (
    <div className="flex min-w-0 items-center gap-1">
      <IconButton
        icon={PanelLeft}
        label={t('chat.sideBar.toggle')}
        shortcut={shortcutLabel('sideBar')}
        className="-ml-2"
        onClick={onToggleSideBar}
      />
      {thread && isRenaming ? (
        <TitleInput
          title={thread.title}
          onEnd={(wanted, isByKey) => {
            setIsRenaming(false);
            if (isByKey) requestAnimationFrame(() => nameButton.current?.focus());
            if (wanted !== null) void actions.rename(thread, wanted);
          }}
        />
      ) : (
        <h1 className="min-w-0 truncate">
          {thread ? (
            <button
              ref={nameButton}
              type="button"
              title={t('chat.threads.rename')}
              className="max-w-full truncate rounded-control px-1 hover:bg-accent-soft"
              onClick={() => setIsRenaming(true)}
            >
              {name}
            </button>
          ) : (
            <span className="px-1">{name}</span>
          )}
        </h1>
      )}
    </div>
  );
  return (
    <ViewHeader title={title}>
      {engineChip}
      {stats && <ContextMeter stats={stats} />}
      {thread && (
        <Menu
          label={t('common.action.more')}
          items={[
            { label: t('chat.parameters.title'), icon: SlidersHorizontal, onSelect: () => setHasParameters(true) },
            { label: t('chat.threads.rename'), icon: Pencil, onSelect: () => setIsRenaming(true) },
            {
              label: t(thread.isPinned ? 'chat.threads.unpin' : 'chat.threads.pin'),
              icon: thread.isPinned ? PinOff : Pin,
              onSelect: () => void actions.setPinned(thread, !thread.isPinned),
            },
            { label: t('chat.threads.delete'), icon: Trash2, isDanger: true, onSelect: () => void actions.remove(thread, null) },
          ]}
        />
      )}
      {thread && hasParameters && <ParametersDialog thread={thread} onClose={() => setHasParameters(false)} />}
    </ViewHeader>
  );
}
