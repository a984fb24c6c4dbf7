import { MessageSquareX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import { threadIdSchema } from '#shared/models/ids.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { onDemand } from '../../lib/on-demand.tsx';
import { toAppError } from '../../lib/rpc/client.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { updateSettings, useSettings } from '../../lib/use-settings.ts';
import { editTurn, setOverlayOpen, useChatUi } from './chat-ui-store.ts';
import { Conversation } from './conversation.tsx';
import { SideBar } from './side-bar/side-bar.tsx';
import { useOrderUi } from './side-bar/order-ui-store.ts';
import { NARROW, useMedia } from './use-media.ts';
import { hasTurns } from './use-messages.ts';
import { useListRows } from './side-bar/use-list-rows.ts';
import { useThread } from './use-threads.ts';

const MoveDialog = onDemand(async () => (await import('./side-bar/move-dialog.tsx')).MoveDialog);

interface OpenThreadProps {
  readonly threadId: ThreadId | null;
  readonly engineChip: ReactNode;
  readonly onToggleSideBar: () => void;
  readonly onNewChat: () => void;
}

function OpenThread({ threadId, engineChip, onToggleSideBar, onNewChat }: OpenThreadProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data: thread, error, isPending } = useThread(threadId);
  if (error) {
    return (
      <EmptyState
        icon={MessageSquareX}
        title={t('chat.threads.notOpened')}
        actions={
          <Button tone="primary" onClick={onNewChat}>
            {t('chat.newChat')}
          </Button>
        }
      >
        {errorText(toAppError(error))}
      </EmptyState>
    );
  }
  if (threadId !== null && isPending && !hasTurns(threadId)) return null;
  // From the search, a notice, a link: a text has its own place.
  if (thread?.kind === 'completion') return <Redirect to={`/playground/${thread.id}`} replace />;
  return <Conversation threadId={threadId} thread={thread ?? null} engineChip={engineChip} onToggleSideBar={onToggleSideBar} />;
}

/** The chat screen: the list of chats on the left, the open one on the right. */
export function ChatView({ threadId: address, engineChip }: { readonly threadId: string | null; readonly engineChip: ReactNode }) {
  const [, navigate] = useLocation();
  const parsed = threadIdSchema.safeParse(address);
  const threadId = parsed.success ? parsed.data : null;
  const { isSideBarOpen } = useSettings();
  const isNarrow = useMedia(NARROW);
  const isOverlayOpen = useChatUi((ui) => ui.isOverlayOpen);
  const { threads } = useListRows();
  const moving = useOrderUi((ui) => ui.moving);

  const toggleSideBar = (): void => {
    if (isNarrow) setOverlayOpen(!isOverlayOpen);
    else void updateSettings({ isSideBarOpen: !isSideBarOpen }).catch(() => undefined);
  };
  const newChat = (): void => navigate('/chat');
  const step = (by: number): void => {
    const at = threads.findIndex(({ id }) => id === threadId);
    const next = threads[at === -1 ? 0 : at + by];
    if (next) navigate(`/chat/${next.id}`);
  };
  const search = (): void => {
    if (isNarrow ? !isOverlayOpen : !isSideBarOpen) toggleSideBar();
    useChatUi.setState({ wantsSearch: true });
  };
  useShortcut('sideBar', toggleSideBar);
  useShortcut('newChat', newChat);
  useShortcut('previousThread', () => step(-1));
  useShortcut('nextThread', () => step(1));
  useShortcut('search', search);
  useEffect(() => editTurn(null), [threadId]);

  return (
    <div className="flex min-h-0 flex-1">
      <SideBar threadId={threadId} onNewChat={newChat} />
      <div data-region className="flex min-h-0 min-w-0 flex-1 flex-col">
        <OpenThread
          key={threadId ?? 'new'}
          threadId={threadId}
          engineChip={engineChip}
          onToggleSideBar={toggleSideBar}
          onNewChat={newChat}
        />
      </div>
      {moving && <MoveDialog moving={moving} />}
    </div>
  );
}
