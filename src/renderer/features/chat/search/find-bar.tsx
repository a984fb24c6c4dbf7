/**
 * Find in the open chat. Main says in which messages of the active path the text occurs, also in those that are not loaded; the page
 * marks what it shows. Where the two count differently, as in a table's lines, the nearest mark of the message is taken.
 */
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { messageIdSchema } from '#shared/models/ids.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { FoundMessage } from '#shared/models/search.ts';
import { toNeedle } from '#shared/utils/occurrences.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { findIn, mark, reveal } from '../../../lib/found-text.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { shortcutLabel, useShortcut } from '../../../lib/shortcuts.ts';
import { jumpTo, useChatUi } from '../chat-ui-store.ts';
import { closeFind, findText, goToMatch, seek, useFind } from './find-store.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { countMatches, matchAt, matchFrom, stepMatch } from './matches.ts';
import type { Match } from './matches.ts';
import { usePaused } from './use-search-hits.ts';

export interface FindBarProps {
  readonly threadId: ThreadId;
  readonly messages: readonly Message[];
  readonly scroller: RefObject<HTMLElement | null>;
}

const NONE: readonly FoundMessage[] = [];
/** A message that is being written changes many times a second. */
const REMARK_MS = 120;

const articleOf = (scroller: Element | null, messageId: MessageId): Element | null =>
  scroller?.querySelector(`[data-message-id="${messageId}"]`) ?? null;

/** The first message that is in view, at least in part. */
function firstInView(scroller: HTMLElement | null): MessageId | null {
  const top = scroller?.getBoundingClientRect().top ?? 0;
  const articles = [...(scroller?.querySelectorAll<HTMLElement>('[data-message-id]') ?? [])];
  const first = articles.find((article) => article.getBoundingClientRect().bottom > top + 8);
  return messageIdSchema.safeParse(first?.dataset['messageId']).data ?? null;
}

/** Keeps the marks true while messages come, go and change. Returns nothing to look at: the marks are on the page. */
function useMarks(scroller: RefObject<HTMLElement | null>, needle: string, current: Match | null): void {
  useEffect(() => {
    const { current: root } = scroller;
    if (!root || needle === '') return undefined;
    const remark = (): void => {
      const ranges = new Map([...root.querySelectorAll('[data-message-id]')].map((article) => [article, findIn(article, needle)]));
      const article = current && articleOf(root, current.messageId);
      const own = (article && ranges.get(article)) ?? [];
      const now = own[Math.min(current?.nth ?? 0, own.length - 1)];
      mark('found', [...ranges.values()].flat());
      mark('found-now', now ? [now] : []);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        remark();
      }, REMARK_MS);
    });
    remark();
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      mark('found', []);
      mark('found-now', []);
    };
  }, [scroller, needle, current]);
}

/** Brings the present match into view, once; its message first, where that is not on the page. Later the reader may scroll. */
function useReveal(threadId: ThreadId, scroller: RefObject<HTMLElement | null>, needle: string, match: Match | null): void {
  const isJumping = useChatUi(({ jump }) => jump !== null);
  const move = useFind(({ moves }) => moves);
  const asked = useRef(-1);
  const shown = useRef(-1);
  useEffect(() => {
    if (!match || isJumping || shown.current === move) return;
    const article = articleOf(scroller.current, match.messageId);
    if (!article) {
      if (asked.current !== move) jumpTo({ threadId, messageId: match.messageId, isQuiet: true });
      asked.current = move;
      return;
    }
    shown.current = move;
    const ranges = findIn(article, needle);
    const range = ranges[Math.min(match.nth, ranges.length - 1)];
    if (range && scroller.current) reveal(scroller.current, range);
    else article.scrollIntoView({ block: 'nearest' });
  }, [threadId, scroller, needle, match, isJumping, move]);
}

export function FindBar({ threadId, messages, scroller }: FindBarProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { text, at, asked } = useFind();
  const paused = usePaused(text);
  const needle = toNeedle(paused);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['messages', threadId, 'find', paused],
    queryFn: ({ signal }) => rpc.threads.find({ threadId, text: paused }, { signal }),
    enabled: needle !== '',
    placeholderData: keepPreviousData,
  });
  const isReady = needle !== '' && data !== undefined && !isPlaceholderData && paused === text;
  const found = isReady ? data.found : NONE;
  const count = countMatches(found);
  const present = useMemo(() => matchAt(found, at), [found, at]);

  useEffect(() => {
    if (!isReady || at !== -1 || count === 0) return;
    goToMatch(
      matchFrom(
        found,
        messages.map(({ id }) => id),
        firstInView(scroller.current),
      ),
    );
  }, [isReady, at, count, found, messages, scroller]);
  useEffect(() => seek(present?.messageId ?? null), [present]);
  useMarks(scroller, needle, present);
  useReveal(threadId, scroller, needle, present);

  useEffect(() => {
    const before = document.activeElement;
    return () => {
      closeFind();
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
      else focusComposer();
    };
  }, []);
  // After what had the focus has been remembered.
  useEffect(() => {
    input.current?.select();
    // A menu that it was opened from gives the focus back to its button a frame later.
    // Never twice: what was typed meanwhile would be selected, and the next key would take it away.
    const frame = requestAnimationFrame(() => document.activeElement !== input.current && input.current?.select());
    return () => cancelAnimationFrame(frame);
  }, [asked]);

  const step = (by: 1 | -1): void => goToMatch(stepMatch(at, by, count));
  useShortcut('findNext', () => step(1), count > 0);
  useShortcut('findPrevious', () => step(-1), count > 0);
  return (
    <div
      role="search"
      aria-label={t('search.find.label')}
      className="absolute top-2 right-4 left-4 z-10 ml-auto flex max-w-96 items-center gap-1 rounded-card border border-line bg-surface p-1 pl-2 shadow-overlay"
    >
      <input
        ref={input}
        type="text"
        value={text}
        maxLength={500}
        aria-label={t('search.find.label')}
        placeholder={t('search.find.label')}
        className="min-h-7 min-w-0 flex-1 bg-transparent px-1 text-13 text-ink placeholder:text-ink-2"
        onChange={(event) => findText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            closeFind();
          }
        }}
      />
      <span role="status" className="shrink-0 px-1 text-12 text-ink-2 tabular-nums">
        {text.trim() !== '' &&
          (isReady
            ? count === 0
              ? t('search.find.none')
              : t('search.find.count', { at: Math.max(0, at) + 1, count })
            : t('search.find.searching'))}
      </span>
      <IconButton
        icon={ChevronUp}
        label={t('search.find.previous')}
        shortcut={shortcutLabel('findPrevious')}
        disabled={count === 0}
        onClick={() => step(-1)}
      />
      <IconButton
        icon={ChevronDown}
        label={t('search.find.next')}
        shortcut={shortcutLabel('findNext')}
        disabled={count === 0}
        onClick={() => step(1)}
      />
      <IconButton icon={X} label={t('search.find.close')} shortcut="Esc" onClick={closeFind} />
    </div>
  );
}
