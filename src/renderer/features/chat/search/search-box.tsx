import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { shortcutLabel } from '../../../lib/shortcuts.ts';
import { useChatUi } from '../chat-ui-store.ts';

export interface SearchBoxProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Opens the first hit, once there is one. */
  readonly onEnter: () => void;
  /** The user has turned to something else. */
  readonly onLeave: () => void;
  /** Moves into the hits. */
  readonly onDown: () => void;
}

export function SearchBox({ query, onQuery, onEnter, onLeave, onDown }: SearchBoxProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const wantsSearch = useChatUi((ui) => ui.wantsSearch);
  useEffect(() => {
    if (!wantsSearch) return;
    input.current?.select();
    useChatUi.setState({ wantsSearch: false });
  }, [wantsSearch]);
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        size={16}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-2"
      />
      <input
        ref={input}
        type="search"
        value={query}
        maxLength={500}
        aria-label={t('chat.search.label')}
        placeholder={t('chat.search.label')}
        title={shortcutLabel('search')}
        className="min-h-8 w-full rounded-control border border-line bg-surface pr-2 pl-8 text-13 text-ink placeholder:text-ink-2 hover:border-line-strong [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => onQuery(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') onEnter();
          else if (event.key === 'ArrowDown') {
            event.preventDefault();
            onDown();
          } else if (event.key === 'Escape' && query !== '') {
            event.preventDefault();
            onQuery('');
          }
        }}
      />
    </div>
  );
}
