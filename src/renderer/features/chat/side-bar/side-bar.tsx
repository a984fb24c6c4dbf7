import { Plus } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';
import { shortcutLabel } from '../../../lib/shortcuts.ts';
import { updateSettings, useSettings } from '../../../lib/use-settings.ts';
import { setOverlayOpen, useChatUi } from '../chat-ui-store.ts';
import { SearchBox } from '../search/search-box.tsx';
import { setQuery, useSearch, wantFirst } from '../search/search-store.ts';
import { ListViews } from './list-views.tsx';
import { useOrderUi } from './order-ui-store.ts';
import { ThreadList } from './thread-list.tsx';
import { NARROW, useMedia } from '../use-media.ts';

const SearchResults = onDemand(async () => (await import('../search/search-results.tsx')).SearchResults);

const ArchiveList = onDemand(async () => (await import('./archive-list.tsx')).ArchiveList);
const StarredList = onDemand(async () => (await import('./starred-list.tsx')).StarredList);

const MIN_WIDTH = 200;
const MAX_WIDTH = 480;
const STEP = 16;
const within = (width: number): number => Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round(width)));

/** Drag, or arrow keys while focused. The width is stored when the hand lets go. */
function ResizeHandle({ width, onResize }: { readonly width: number; readonly onResize: (width: number, isFinal: boolean) => void }) {
  const { t } = useTranslation();
  const start = useRef<{ x: number; width: number } | null>(null);
  const move = (event: PointerEvent, isFinal: boolean): void => {
    if (!start.current) return;
    onResize(within(start.current.width + event.clientX - start.current.x), isFinal);
    if (isFinal) start.current = null;
  };
  const press = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    onResize(within(width + step), true);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('chat.sideBar.resize')}
      aria-valuenow={width}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      tabIndex={0}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent-soft"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => move(event, false)}
      onPointerUp={(event) => move(event, true)}
    />
  );
}

/** Search, new chat and the list of chats; beside the chat, or over it where there is no room. */
export function SideBar({ threadId, onNewChat }: { readonly threadId: ThreadId | null; readonly onNewChat: () => void }) {
  const { t } = useTranslation();
  const { sideBarWidth, isSideBarOpen } = useSettings();
  const isNarrow = useMedia(NARROW);
  const isOverlayOpen = useChatUi((ui) => ui.isOverlayOpen);
  const view = useOrderUi((ui) => ui.view);
  const [dragged, setDragged] = useState<number | null>(null);
  const query = useSearch((search) => search.query);
  const results = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const isOver = isNarrow && isOverlayOpen;
  useEffect(() => {
    if (!isOver) return undefined;
    const before = document.activeElement;
    (section.current?.querySelector<HTMLElement>('a[tabindex="0"]') ?? section.current?.querySelector('input'))?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isOver]);
  if (isNarrow ? !isOverlayOpen : !isSideBarOpen) return null;

  const List = view === 'archive' ? ArchiveList : view === 'starred' ? StarredList : ThreadList;
  const width = dragged ?? sideBarWidth;
  const resize = (next: number, isFinal: boolean): void => {
    setDragged(isFinal ? null : next);
    if (isFinal) void updateSettings({ sideBarWidth: next }).catch(() => undefined);
  };
  const open = (): void => setOverlayOpen(false);
  return (
    <>
      {isNarrow && <div aria-hidden className="fixed inset-0 z-20 bg-scrim" onClick={() => setOverlayOpen(false)} />}
      <section
        data-region
        ref={section}
        aria-label={t('chat.sideBar.label')}
        style={{ width }}
        className={
          isNarrow
            ? 'fixed inset-y-0 left-0 z-30 flex max-w-[85vw] flex-col border-r border-line bg-sunken shadow-overlay sm:left-16'
            : 'relative flex shrink-0 flex-col border-r border-line bg-sunken'
        }
        onKeyDown={(event) => {
          if (isNarrow && event.key === 'Escape' && !event.defaultPrevented) setOverlayOpen(false);
        }}
      >
        <div className="flex items-center gap-2 p-3">
          <SearchBox
            query={query}
            onQuery={setQuery}
            onEnter={() => wantFirst(true)}
            onLeave={() => wantFirst(false)}
            onDown={() => results.current?.querySelector('a')?.focus()}
          />
          <IconButton
            icon={Plus}
            label={t('chat.newChat')}
            shortcut={shortcutLabel('newChat')}
            className="border border-line bg-surface"
            onClick={() => {
              open();
              onNewChat();
            }}
          />
        </div>
        <div ref={results} className="flex min-h-0 flex-1 flex-col">
          {query.trim() === '' ? (
            <List threadId={threadId} onOpen={open} />
          ) : (
            <SearchResults threadId={threadId} query={query.trim()} onOpen={open} />
          )}
        </div>
        {query.trim() === '' && <ListViews />}
        {!isNarrow && <ResizeHandle width={width} onResize={resize} />}
      </section>
    </>
  );
}
