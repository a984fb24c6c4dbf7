/** One chat: header, turns, composer. Mounted anew for each thread, so that nothing of another one shows through. */
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { ChatHeader } from './chat-header.tsx';
import { chooseBetween, editTurn, endChoice, useChatUi } from './chat-ui-store.ts';
import { Composer } from './composer.tsx';
import type { ComposerHandle } from './composer.tsx';
import { EmptyThread } from './empty-thread.tsx';
import { EngineNotice } from './engine-notice.tsx';
import { MessageList } from './message-list.tsx';
import { showStarted, useTurnActions } from './turn-actions.ts';
import { useMessages } from './use-messages.ts';
import { useLiveGenerations } from './use-threads.ts';

export interface ConversationProps {
  readonly threadId: ThreadId | null;
  readonly thread: Thread | null;
  readonly engineChip: ReactNode;
  readonly onToggleSideBar: () => void;
}

export function Conversation({ threadId, thread, engineChip, onToggleSideBar }: ConversationProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const composer = useRef<ComposerHandle>(null);
  const path = useMessages(threadId);
  const live = useLiveGenerations();
  const actions = useTurnActions();
  const { messages } = path;

  const streaming = messages.filter(({ state }) => state === 'streaming');
  const liveHere = (live ?? []).filter((generation) => generation.threadId === threadId && generation.messageId !== null);
  const liveIds: ReadonlySet<MessageId> = useMemo(
    () => new Set(liveHere.map(({ messageId }) => messageId).filter((id) => id !== null)),
    // oxlint-disable-next-line react/exhaustive-deps -- the ids decide, not the array around them
    [liveHere.map(({ id }) => id).join()],
  );
  const isWriting = streaming.length > 0 || liveIds.size > 0;
  const lastAnswer = messages.findLast(({ role }) => role === 'assistant');
  const lastOwn = messages.findLast(({ role }) => role === 'user');
  const lastStats = messages.findLast(({ stats }) => stats !== null)?.stats ?? null;

  useEffect(() => {
    // Another window asked for several answers, or this one was reloaded meanwhile.
    for (const { parentId, versionIds } of messages) {
      const written = versionIds.filter((id) => liveIds.has(id));
      if (written.length > 1 && parentId && !useChatUi.getState().choosing[parentId]) chooseBetween(parentId, written);
    }
  }, [messages, liveIds]);

  const onSend = useCallback(
    async (text: string, candidates: number) => {
      const started = await rpc.generations.send({ threadId, text, candidates });
      for (const { parentId } of messages) if (parentId) endChoice(parentId);
      showStarted(started);
      if (threadId === null) navigate(`/chat/${started.threadId}`);
    },
    [threadId, messages, navigate],
  );
  const stopIds = new Set(
    [...streaming.map(({ generationId }) => generationId), ...liveHere.map(({ id }) => id)].filter((id) => id !== null),
  );
  const onStop = (): void => void actions.stop([...stopIds]);
  const onEditLast = (): void => {
    if (lastOwn && !isWriting) editTurn(lastOwn.id);
  };

  useShortcut('stop', onStop, isWriting);
  useShortcut('editTurn', onEditLast, lastOwn !== undefined);
  useShortcut('copyAnswer', () => lastAnswer && void actions.copy(lastAnswer.text), lastAnswer !== undefined);
  useShortcut('regenerate', () => lastAnswer && void actions.regenerate(lastAnswer.id, 1), lastAnswer !== undefined && !isWriting);

  return (
    <>
      <ChatHeader thread={thread} stats={lastStats} engineChip={engineChip} onToggleSideBar={onToggleSideBar} />
      {threadId === null || (path.isReady && messages.length === 0) ? (
        <EmptyThread onFill={(text) => composer.current?.fill(text)} />
      ) : path.isReady ? (
        <MessageList threadId={threadId} path={path} liveIds={liveIds} />
      ) : (
        <p className="sr-only" role="status">
          {t('chat.message.opening')}
        </p>
      )}
      <div data-region className={path.isReady ? undefined : 'mt-auto'}>
        <EngineNotice />
        <Composer
          ref={composer}
          draftKey={threadId ?? 'new'}
          isWriting={isWriting}
          onSend={onSend}
          onStop={onStop}
          onEditLast={onEditLast}
        />
      </div>
    </>
  );
}
