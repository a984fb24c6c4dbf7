/**
 * Brings a message into view: makes its branch the active one where it is not, loads pages until it is there, scrolls to it, focuses it
 * and lets it flash, with the words it was found by marked.
 */
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VirtualizerHandle } from 'virtua';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { toNeedle } from '#shared/utils/occurrences.ts';
import { showToast } from '../../../components/toasts.tsx';
import { findIn, mark, reveal } from '../../../lib/found-text.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { jumpTo, useChatUi } from '../chat-ui-store.ts';
import type { Jump } from '../chat-ui-store.ts';
import { refreshMessages } from '../use-messages.ts';
import type { ThreadMessages } from '../use-messages.ts';

export interface JumpOptions {
  readonly threadId: ThreadId;
  readonly path: ThreadMessages;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Rows are measured after the first scroll; the second lands on their real place. */
const MEASURE_MS = 80;
const FLASH_MS = 2_400;
const MARKED_MS = 8_000;

function flash(article: HTMLElement): void {
  article.dataset['flash'] = '';
  setTimeout(() => delete article.dataset['flash'], FLASH_MS);
}

/** Marks what the message was found by for a while, and shows the first of it. */
function showWords(scroller: HTMLElement, article: HTMLElement, words: string): void {
  const ranges = words.split(/\s+/u).flatMap((word) => findIn(article, toNeedle(word)));
  const [first] = ranges.toSorted((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
  if (!first) return;
  mark('found', ranges);
  setTimeout(() => mark('found', []), MARKED_MS);
  reveal(scroller, first);
}

function arrive(scroller: HTMLElement | null, { messageId, words, isQuiet = false }: Jump): void {
  const article = scroller?.querySelector<HTMLElement>(`[data-message-id="${messageId}"]`);
  if (!scroller || !article || isQuiet) return;
  article.focus({ preventScroll: true });
  flash(article);
  if (words !== undefined) showWords(scroller, article, words);
}

export function useJump({ threadId, path, list, scroller }: JumpOptions): void {
  const { t } = useTranslation();
  const jump = useChatUi((ui) => (ui.jump?.threadId === threadId ? ui.jump : null));
  const { messages, hasOlder, loadOlder, isReady } = path;
  const [locatedId, setLocatedId] = useState<MessageId | null>(null);
  const targetId = jump?.messageId ?? null;
  const index = targetId === null ? -1 : messages.findIndex(({ id }) => id === targetId);
  const isMissing = targetId !== null && isReady && index === -1;
  const isLocated = locatedId === targetId;

  useEffect(() => {
    if (!isMissing || isLocated) return undefined;
    let isWanted = true;
    const locate = async (messageId: MessageId): Promise<void> => {
      try {
        if (!(await rpc.threads.locate({ messageId })).isOnPath) {
          await rpc.threads.selectVersion({ messageId });
          await refreshMessages(threadId);
        }
        if (isWanted) setLocatedId(messageId);
      } catch {
        showToast({ text: t('search.hits.gone'), isFailure: true });
        jumpTo(null);
      }
    };
    void locate(targetId);
    return () => {
      isWanted = false;
    };
  }, [isMissing, isLocated, targetId, threadId, t]);

  useEffect(() => {
    if (!isMissing || !isLocated) return;
    if (hasOlder) loadOlder();
    else jumpTo(null);
  }, [isMissing, isLocated, hasOlder, loadOlder]);

  useEffect(() => {
    if (!jump || index === -1) return undefined;
    list.current?.scrollToIndex(index, { align: 'center' });
    const timer = setTimeout(() => {
      list.current?.scrollToIndex(index, { align: 'center' });
      arrive(scroller.current, jump);
      setLocatedId(null);
      jumpTo(null);
    }, MEASURE_MS);
    return () => clearTimeout(timer);
  }, [jump, index, list, scroller]);
}
