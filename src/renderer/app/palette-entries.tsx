/** What the palette offers: chats, what can be done with the open one and elsewhere, settings, and messages. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LucideIcon } from 'lucide-react';
import {
  ArrowRight,
  Bot,
  FileUp,
  Laptop,
  MessageSquare,
  Moon,
  Save,
  Search,
  ShieldCheck,
  SlidersHorizontal,
  Sun,
  TextSearch,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Settings } from '#shared/models/settings.ts';
import type { ShortcutId } from '#shared/models/shortcuts.ts';
import { Excerpt } from '../components/excerpt.tsx';
import { jumpTo, setOverlayOpen, useChatUi } from '../features/chat/chat-ui-store.ts';
import { useOpenChatMenu } from '../features/chat/open-chat-menu.ts';
import { setQuery } from '../features/chat/search/search-store.ts';
import { usePaused } from '../features/chat/search/use-search-hits.ts';
import { useSections } from '../features/settings/settings-view.tsx';
import { bestMatches } from '../lib/match-words.ts';
import { rpc } from '../lib/rpc/client.ts';
import { setSettingsQuery } from '../lib/settings-query.ts';
import { boundShortcuts, runShortcut, shortcutLabel } from '../lib/shortcuts.ts';
import { askToImport } from '../lib/transfer-request.ts';
import { updateSettings } from '../lib/use-settings.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly text: string;
  /** Instead of `text`, for eyes. */
  readonly shown?: ReactNode;
  readonly detail?: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly name: 'recent' | 'chats' | 'openChat' | 'actions' | 'settings' | 'messages';
  readonly entries: readonly PaletteEntry[];
}

const RECENT_READ = 200;
const SHOWN = { recent: 7, chats: 6, openChat: 6, actions: 6, settings: 5, messages: 8 } as const;
/** Of no use from a list that is open over everything. */
const NOT_LISTED: readonly ShortcutId[] = ['palette', 'regions', 'regionsBack', 'findNext', 'findPrevious'];

function useActions(): PaletteEntry[] {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const setTheme = (theme: Settings['theme']) => (): void => void updateSettings({ theme }).catch(() => undefined);
  const keyed = boundShortcuts()
    .filter((id) => !NOT_LISTED.includes(id))
    .map((id) => ({
      id: `action-${id}`,
      icon: ArrowRight,
      text: t(`common.shortcuts.name.${id}`),
      keys: shortcutLabel(id),
      run: () => runShortcut(id),
    }));
  const settingsAt = (query: string) => (): void => {
    setSettingsQuery(query);
    navigate('/settings');
  };
  return [
    ...keyed,
    { id: 'action-light', icon: Sun, text: t('search.palette.light'), run: setTheme('light') },
    { id: 'action-dark', icon: Moon, text: t('search.palette.dark'), run: setTheme('dark') },
    { id: 'action-system', icon: Laptop, text: t('search.palette.system'), run: setTheme('system') },
    { id: 'action-import', icon: FileUp, text: t('transfer.import.title'), run: askToImport },
    { id: 'action-data', icon: Save, text: t('search.palette.data'), run: settingsAt(t('settings.section.data')) },
    { id: 'action-assistants', icon: Bot, text: t('assistants.title'), run: () => navigate('/assistants') },
    { id: 'action-selfTest', icon: ShieldCheck, text: t('search.palette.selfTest'), run: () => navigate('/settings/self-test') },
  ];
}

/** The menu of the open chat. `wanted`: what is typed without the words that only say which chat is meant, as in “export this chat”. */
function useOpenChat(typed: string): { readonly entries: PaletteEntry[]; readonly wanted: string } {
  const { t } = useTranslation();
  const items = useOpenChatMenu((menu) => menu.items);
  const entries = items.map(({ label, icon = MessageSquare, onSelect }) => ({
    id: `open-chat-${label}`,
    icon,
    text: label,
    run: onSelect,
  }));
  const pointing = t('search.palette.openChat').toLowerCase().split(' ');
  const words = typed.split(/\s+/u).filter((word) => !pointing.some((other) => other.startsWith(word.toLowerCase())));
  return { entries, wanted: words.join(' ') };
}

function useSettingEntries(): PaletteEntry[] {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  return useSections().flatMap(({ name, settings }) =>
    settings.map(({ id, title }) => ({
      id: `setting-${name}-${id}`,
      icon: SlidersHorizontal,
      text: title,
      detail: t(`settings.section.${name}`),
      run: () => {
        setSettingsQuery(title);
        navigate('/settings');
      },
    })),
  );
}

/** Chats and messages that main found for the words, and the newest chats. */
function useChats(typed: string) {
  const query = usePaused(typed);
  const recent = useQuery({
    queryKey: ['threads', 'palette'],
    queryFn: () => rpc.threads.list({ limit: RECENT_READ, offset: 0 }),
  });
  const found = useQuery({
    queryKey: ['threads', 'search', 'palette', query],
    queryFn: () => rpc.threads.search({ query, limit: SHOWN.chats + SHOWN.messages }),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  });
  const threads = useMemo(() => (recent.data?.threads ?? []).toSorted((a, b) => b.updatedAt - a.updatedAt), [recent.data]);
  return { threads, hits: query === '' || typed === '' ? [] : (found.data?.hits ?? []), words: query };
}

/** The groups that have something to show for what is typed. */
export function usePaletteGroups(typed: string): PaletteGroup[] {
  const { t } = useTranslation();
  const [location, navigate] = useLocation();
  const { threads, hits, words } = useChats(typed);
  const actions = useActions();
  const openChat = useOpenChat(typed);
  const settings = useSettingEntries();
  const untitled = t('chat.threads.untitled');

  const titled = hits.filter(({ messageId }) => messageId === null).map(({ thread }) => thread);
  const known = [...new Map([...threads, ...titled].map((thread) => [thread.id, thread])).values()];
  const chats = (
    typed === '' ? known.slice(0, SHOWN.recent) : bestMatches(known, typed, ({ title }) => title || untitled, SHOWN.chats)
  ).map(({ id, title, isArchived }): PaletteEntry => ({
    id: `chat-${id}`,
    icon: MessageSquare,
    text: title || untitled,
    ...(isArchived && { detail: t('search.hits.archived') }),
    run: () => navigate(`/chat/${id}`),
  }));
  const messages = hits.flatMap(({ thread, messageId, excerpt, ranges }): PaletteEntry[] =>
    messageId === null
      ? []
      : [
          {
            id: `message-${messageId}`,
            icon: TextSearch,
            text: excerpt,
            shown: <Excerpt excerpt={excerpt} ranges={ranges} />,
            detail: thread.title || untitled,
            run: () => {
              jumpTo({ threadId: thread.id, messageId, words });
              navigate(`/chat/${thread.id}`);
            },
          },
        ],
  );
  const searchAll: PaletteEntry = {
    id: 'search-all',
    icon: Search,
    text: t('search.palette.all', { query: typed }),
    detail: <ArrowRight size={14} strokeWidth={1.75} aria-hidden />,
    run: () => {
      setQuery(typed);
      setOverlayOpen(true);
      void updateSettings({ isSideBarOpen: true }).catch(() => undefined);
      if (!location.startsWith('/chat')) navigate('/chat');
      // A chat that opens takes the focus into its message box first.
      requestAnimationFrame(() => useChatUi.setState({ wantsSearch: true }));
    },
  };
  const groups: PaletteGroup[] =
    typed === ''
      ? [
          { name: 'recent', entries: chats },
          { name: 'openChat', entries: openChat.entries },
          { name: 'actions', entries: actions },
        ]
      : [
          { name: 'chats', entries: chats },
          {
            name: 'openChat',
            entries: openChat.wanted === '' ? [] : bestMatches(openChat.entries, openChat.wanted, ({ text }) => text, SHOWN.openChat),
          },
          { name: 'actions', entries: bestMatches(actions, typed, ({ text }) => text, SHOWN.actions) },
          { name: 'settings', entries: bestMatches(settings, typed, ({ text }) => text, SHOWN.settings) },
          { name: 'messages', entries: [...messages.slice(0, SHOWN.messages), searchAll] },
        ];
  return groups.filter(({ entries }) => entries.length > 0);
}
