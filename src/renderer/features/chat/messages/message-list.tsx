/** The turns of one thread: virtualised, paged backwards, following its end only while the reader is there. */
import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer } from 'virtua';
import type { VirtualizerHandle } from 'virtua';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { onDemand } from '../../../lib/on-demand.tsx';
import { useShortcut } from '../../../lib/shortcuts.ts';
import { Answer } from './answer.tsx';
import { ContextCutLine } from '../context/context-cut.tsx';
import { BusyContext } from './busy.ts';
import { useChatUi } from '../chat-ui-store.ts';
import { openFind, useFind } from '../search/find-store.ts';
import { OwnTurn } from './own-turn.tsx';
import { useContextCut } from '../context/use-context-ledger.ts';
import { useFollowEnd } from './use-follow-end.ts';
import { useJump } from './use-jump.ts';
import type { ThreadMessages } from '../use-messages.ts';

const FindBar = onDemand(async () => (await import('../search/find-bar.tsx')).FindBar);
const Candidates = onDemand(async () => (await import('./candidates.tsx')).Candidates);

export interface MessageListProps {
  readonly threadId: ThreadId;
  readonly path: ThreadMessages;
  /** Answers being written in this chat right now. */
  readonly liveIds: ReadonlySet<MessageId>;
}

const LOAD_WITHIN_PX = 800;
const FILL_AFTER_MS = 150;

/** The versions of a turn share its place, so switching them keeps the row and the scroll position. */
const keyOf = (message: Message): string => `${message.parentId ?? 'root'}:${message.role}`;

const column = 'mx-auto w-full max-w-[47rem] px-4';

export function MessageList({ threadId, path, liveIds }: MessageListProps) {
  const { t } = useTranslation();
  const { messages, pageCount, hasOlder, loadOlder } = path;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { isAtEnd, onScroll, goToEnd } = useFollowEnd(scroller, content);
  const choosing = useChatUi((ui) => ui.choosing);
  const cut = useContextCut(threadId);
  const [settledPages, setSettledPages] = useState(pageCount);
  useEffect(() => setSettledPages(pageCount), [pageCount]);
  useJump({ threadId, path, list, scroller });
  const isFinding = useFind((find) => find.isOpen);
  useShortcut('find', openFind);
  const loadNear = (): void => {
    if (hasOlder && (scroller.current?.scrollTop ?? Infinity) < LOAD_WITHIN_PX) loadOlder();
  };
  const latestLoad = useRef(loadNear);
  useEffect(() => {
    latestLoad.current = loadNear;
  });
  const maySeeMore = useRef(false);
  useEffect(() => {
    // What is on screen comes first. By itself, because too few turns to scroll by would never ask for more.
    const timer = setTimeout(() => {
      maySeeMore.current = true;
      latestLoad.current();
    }, FILL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [pageCount]);

  const lastId = messages.at(-1)?.id;
  const ownId = messages.findLast(({ role }) => role === 'user')?.id;
  const seenOwnId = useRef(ownId);
  useEffect(() => {
    // A turn of one's own was sent: look at it, wherever the reading was.
    if (seenOwnId.current !== ownId) goToEnd();
    seenOwnId.current = ownId;
  }, [ownId, goToEnd]);
  const editingId = useChatUi((ui) => ui.editingId);
  const editedAt = editingId === null ? -1 : messages.findIndex(({ id }) => id === editingId);
  useEffect(() => {
    // A turn above a long answer is not even mounted until it comes into view.
    if (editedAt !== -1) list.current?.scrollToIndex(editedAt, { align: 'nearest' });
  }, [editedAt]);
  const [lastSeenId, setLastSeenId] = useState(lastId);
  if (isAtEnd && lastSeenId !== lastId) setLastSeenId(lastId);
  const isBusy = liveIds.size > 0 || messages.some(({ state }) => state === 'streaming');

  return (
    <div className="relative min-h-0 flex-1">
      {isFinding && <FindBar threadId={threadId} messages={messages} scroller={scroller} />}
      <div
        ref={scroller}
        role="region"
        aria-label={t('chat.message.list')}
        tabIndex={0}
        className="h-full overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
        onScroll={() => {
          onScroll();
          if (maySeeMore.current) loadNear();
        }}
      >
        {/* virtua takes the pointer from its rows while they scroll: a text that is written scrolls all the time, and can be selected meanwhile. */}
        <div ref={content} className="pt-3 pb-6 *:pointer-events-auto!">
          <BusyContext value={isBusy}>
            <Virtualizer
              ref={list}
              scrollRef={scroller}
              data={messages}
              shift={pageCount > settledPages}
              keepMounted={editedAt === -1 ? [] : [editedAt]}
              bufferSize={600}
            >
              {(message) => {
                const candidateIds = message.role === 'assistant' && message.parentId ? choosing[message.parentId] : undefined;
                const isLast = message.id === lastId;
                if (candidateIds && message.parentId) {
                  return <Candidates key={keyOf(message)} message={message} parentId={message.parentId} candidateIds={candidateIds} />;
                }
                return (
                  <div key={keyOf(message)} className={column}>
                    {cut?.beforeId === message.id && <ContextCutLine threadId={threadId} cut={cut} />}
                    {message.role === 'user' ? (
                      <OwnTurn message={message} isLast={message.id === ownId} isEnd={isLast} />
                    ) : (
                      <Answer message={message} isLast={isLast} />
                    )}
                  </div>
                );
              }}
            </Virtualizer>
          </BusyContext>
        </div>
      </div>
      {!isAtEnd && (isBusy || lastSeenId !== lastId) && (
        <button
          type="button"
          className="absolute bottom-3 left-1/2 flex min-h-8 -translate-x-1/2 items-center gap-2 rounded-full border border-line bg-surface px-3 text-13 text-ink shadow-overlay"
          onClick={goToEnd}
        >
          <ArrowDown size={16} strokeWidth={1.75} aria-hidden />
          {t('chat.message.newBelow')}
        </button>
      )}
    </div>
  );
}
