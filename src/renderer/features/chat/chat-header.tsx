import { FileDown, MessageSquareDashed, PanelLeft, SlidersHorizontal, TextSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { Thread } from '#shared/models/thread.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Menu } from '../../components/menu.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { hasAny, useNewChat } from '../../lib/new-chat-store.ts';
import { onDemand } from '../../lib/on-demand.tsx';
import { askToExport } from '../../lib/transfer-request.ts';
import { shortcutLabel } from '../../lib/shortcuts.ts';
import { BranchesButton } from './branches/branches-button.tsx';
import { ContextMeter } from './context/context-meter.tsx';
import { useChatMenuItems } from './open-chat-menu.ts';
import { useThreadActions } from './thread-actions.ts';
import { ThreadNote } from './thread-note.tsx';
import { openFind } from './search/find-store.ts';
import { TitleInput } from './title-input.tsx';
import { WaitingButton } from './queue/waiting-button.tsx';

const ChatParameters = onDemand(async () => (await import('./parameters/chat-parameters.tsx')).ChatParameters);

export interface ChatHeaderProps {
  readonly thread: Thread | null;
  readonly stats: GenerationStats | null;
  /** Which model runs, and how it is. */
  readonly engineChip: ReactNode;
  /** Who answers; a completion has nobody. */
  readonly assistantChip?: ReactNode;
  readonly onToggleSideBar: () => void;
  /** Begins a temporary chat, or leaves one in which nothing was said; absent where there is no choice any more. */
  readonly onTemporary?: (() => void) | undefined;
}

/** Title (click to rename), the model, how full the window is, and what else can be done with this chat. */
export function ChatHeader({ thread, stats, engineChip, assistantChip, onToggleSideBar, onTemporary }: ChatHeaderProps) {
  const { t } = useTranslation();
  const actions = useThreadActions();
  const [isRenaming, setIsRenaming] = useState(false);
  const nameButton = useRef<HTMLButtonElement>(null);
  const [hasParameters, setHasParameters] = useState(false);
  const hasOwn = useNewChat(({ parameters }) => hasAny(parameters));
  const name = thread ? thread.title || t(thread.isTemporary ? 'order.temporary.name' : 'chat.threads.untitled') : t('chat.newChat');
  const items = useChatMenuItems(thread, { onRename: () => setIsRenaming(true), onParameters: () => setHasParameters(true) });
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
          returnTo={nameButton}
          onClose={() => setIsRenaming(false)}
          onRename={(wanted) => void actions.rename(thread, wanted)}
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
    <>
      <ViewHeader title={title}>
        {onTemporary && (
          <IconButton
            icon={MessageSquareDashed}
            label={t(thread?.isTemporary ? 'order.temporary.leave' : 'order.temporary.name')}
            shortcut={shortcutLabel('temporaryChat')}
            className={thread?.isTemporary ? 'bg-accent-soft text-accent' : undefined}
            onClick={onTemporary}
          />
        )}
        {assistantChip}
        {engineChip}
        <WaitingButton threadId={thread?.id ?? null} />
        <ContextMeter thread={thread} stats={stats} />
        {!thread && (
          <IconButton
            icon={SlidersHorizontal}
            label={t('chat.parameters.title')}
            aria-haspopup="dialog"
            className={hasOwn ? 'bg-accent-soft text-accent' : undefined}
            onClick={() => setHasParameters(true)}
          />
        )}
        {thread && <BranchesButton threadId={thread.id} />}
        {thread && (
          <div className="-ml-1 flex">
            {/* In a narrower window the title would have no room left; the menu has the same. */}
            <IconButton
              icon={FileDown}
              label={t('transfer.export.action')}
              className="max-[1100px]:hidden"
              onClick={() => askToExport(thread)}
            />
            <Menu
              label={t('common.action.more')}
              items={[{ label: t('search.find.label'), icon: TextSearch, onSelect: openFind }, ...items]}
            />
          </div>
        )}
        {hasParameters && <ChatParameters thread={thread} onClose={() => setHasParameters(false)} />}
      </ViewHeader>
      {thread && <ThreadNote thread={thread} />}
    </>
  );
}
