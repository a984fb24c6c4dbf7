/** One chat: header, turns, composer. Mounted anew for each thread, so that nothing of another one shows through. */
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { useToastsAbove } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { AssistantChip } from './assistant/assistant-chip.tsx';
import { AssistantNote } from './assistant/assistant-note.tsx';
import { forgetNewChat, newChatWith } from '../../lib/new-chat-store.ts';
import { BaseModelNote } from './base-model-note.tsx';
import { BelowNote } from './branches/below-note.tsx';
import { ChatHeader } from './chat-header.tsx';
import { chooseBetween, editTurn, endChoice, sendBelowNext, useChatUi } from './chat-ui-store.ts';
import { Composer } from './composer/composer.tsx';
import { ContextNote } from './context/context-note.tsx';
import type { ComposedMessage, ComposerHandle } from './composer/composer.tsx';
import { EmptyThread } from './empty-thread.tsx';
import { EngineNotice } from './engine-notice.tsx';
import { MessageList } from './messages/message-list.tsx';
import { QueuePanel } from './queue/queue-panel.tsx';
import { showStarted, useTurnActions } from './turn-actions.ts';
import { withContextChoice } from './context/with-context-choice.ts';
import { useTemporaryChat } from './use-temporary-chat.ts';
import { useChatAssistant } from './assistant/use-chat-assistant.ts';
import { useMarkSeen } from './use-mark-seen.ts';
import { useMessages } from './use-messages.ts';
import { refreshQueue, useThreadQueue } from './queue/use-queue.ts';
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
  const dock = useToastsAbove();
  const path = useMessages(threadId);
  const live = useLiveGenerations();
  const actions = useTurnActions();
  const chat = useChatAssistant(thread);
  const queue = useThreadQueue(threadId);
  const isBelowNext = useChatUi(({ below }) => below !== null && below.threadId === threadId);
  useMarkSeen(thread);
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

  const onQueue = useCallback(
    async (message: ComposedMessage) => {
      if (threadId === null) return;
      await rpc.queue.add({ threadId, ...message });
      await refreshQueue();
    },
    [threadId],
  );
  const isQueueRunning = queue.messages.length > 0 && queue.pause === null;
  const sendNow = useCallback(
    async (message: ComposedMessage) => {
      const { text, attachments } = message;
      const { below } = useChatUi.getState();
      const isBelow = threadId !== null && below?.threadId === threadId;
      const [started] = isBelow
        ? (
            await withContextChoice((choice) =>
              rpc.generations.sendBelow({ messageIds: [...below.messageIds], text, attachments, ...choice }),
            )
          ).started
        : [
            await withContextChoice((choice) =>
              rpc.generations.send({ threadId, ...message, ...(threadId === null && newChatWith()), ...choice }),
            ),
          ];
      if (isBelow) sendBelowNext(null);
      if (!started) return;
      for (const { parentId } of messages) if (parentId) endChoice(parentId);
      showStarted(started);
      if (threadId === null) forgetNewChat();
      if (threadId === null) navigate(`/chat/${started.threadId}`);
    },
    [threadId, messages, navigate],
  );
  const onSend = useCallback(
    async (message: ComposedMessage) => {
      const mayWait = threadId !== null && !isBelowNext;
      // Between two answers: what waits goes first.
      if (mayWait && isQueueRunning) return onQueue(message);
      try {
        await sendNow(message);
      } catch (cause) {
        // Another window was quicker.
        if (!mayWait || toAppError(cause).code !== 'THREAD_BUSY') throw cause;
        await onQueue(message);
      }
    },
    [threadId, isBelowNext, isQueueRunning, onQueue, sendNow],
  );
  const stopIds = new Set(
    [...streaming.map(({ generationId }) => generationId), ...liveHere.map(({ id }) => id)].filter((id) => id !== null),
  );
  const onStop = (): void => void actions.stop([...stopIds]);
  const onEditLast = (): void => {
    if (lastOwn && !isWriting) editTurn(lastOwn.id);
  };

  const temporary = useTemporaryChat(threadId === null ? composer : undefined);
  const onTemporary = (): void => void (thread?.isTemporary && messages.length === 0 ? temporary.leave(thread) : temporary.begin());
  useShortcut('temporaryChat', onTemporary);
  useShortcut('stop', onStop, isWriting);
  useShortcut('editTurn', onEditLast, lastOwn !== undefined);
  useShortcut('copyAnswer', () => lastAnswer && void actions.copy(lastAnswer.text), lastAnswer !== undefined);
  useShortcut('regenerate', () => lastAnswer && void actions.regenerate(lastAnswer.id, 1), lastAnswer !== undefined && !isWriting);

  return (
    <>
      <ChatHeader
        thread={thread}
        stats={lastStats}
        engineChip={engineChip}
        assistantChip={<AssistantChip thread={thread} />}
        onToggleSideBar={onToggleSideBar}
        {...((threadId === null || (thread?.isTemporary && path.isReady && messages.length === 0)) && { onTemporary })}
      />
      {threadId === null || (path.isReady && messages.length === 0) ? (
        <EmptyThread chat={chat} onFill={(text) => composer.current?.fill(text)} />
      ) : path.isReady ? (
        <MessageList threadId={threadId} path={path} liveIds={liveIds} />
      ) : (
        <p className="sr-only" role="status">
          {t('chat.message.opening')}
        </p>
      )}
      <div ref={dock} data-region className={path.isReady ? undefined : 'mt-auto'}>
        <EngineNotice />
        <BaseModelNote />
        <AssistantNote assistant={chat.assistant} thread={thread} composer={composer} usesSelection={chat.usesSelection} />
        <BelowNote threadId={threadId} messages={messages} liveIds={liveIds} />
        <QueuePanel threadId={threadId} queue={queue} />
        <ContextNote threadId={threadId} />
        <Composer
          ref={composer}
          draftKey={threadId ?? 'new'}
          isWriting={isWriting}
          onSend={onSend}
          onQueue={threadId === null || isBelowNext ? undefined : onQueue}
          onStop={onStop}
          onEditLast={onEditLast}
        />
      </div>
    </>
  );
}
