import { Dialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePaletteGroups } from './palette-entries.tsx';
import type { PaletteEntry } from './palette-entries.tsx';

interface OptionProps {
  readonly entry: PaletteEntry;
  readonly id: string;
  readonly isActive: boolean;
  readonly onNear: () => void;
  readonly onRun: () => void;
}

function Option({ entry: { icon: Icon, text, shown, detail, keys }, id, isActive, onNear, onRun }: OptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys and the focus are the box's
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isActive}
      className={clsx('flex min-h-9 items-center gap-2 rounded-control px-2 text-13', isActive && 'bg-accent-soft')}
      onPointerMove={onNear}
      onClick={onRun}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-1 truncate">{shown ?? text}</span>
      {detail !== undefined && <span className="max-w-40 shrink-0 truncate text-12 text-ink-2">{detail}</span>}
      {keys !== undefined && <kbd className="shrink-0 font-sans text-12 text-ink-2">{keys}</kbd>}
    </div>
  );
}

/** One box for chats, actions, settings and messages. The focus stays in the box; the arrow keys move along the list. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<(() => void) | null>(null);
  const groups = usePaletteGroups(typed.trim());
  const entries = groups.flatMap((group) => group.entries);
  const active = entries[Math.min(at, entries.length - 1)];
  const optionId = (entry: PaletteEntry): string => `${listId}-${entry.id}`;

  useEffect(
    () => () => {
      // Not before the dialog has given the focus back: what was chosen may want it.
      const run = chosen.current;
      if (run) requestAnimationFrame(run);
    },
    [],
  );
  const choose = (entry: PaletteEntry | undefined): void => {
    if (!entry) return;
    chosen.current = entry.run;
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const last = entries.length - 1;
    const here = Math.min(at, last);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: here === last ? 0 : here + 1,
      ArrowUp: here <= 0 ? last : here - 1,
      PageDown: Math.min(last, here + 8),
      PageUp: Math.max(0, here - 8),
    };
    const next = steps[event.key];
    if (next !== undefined) setAt(next);
    else if (event.key === 'Enter') choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          initialFocus={input}
          className="fixed top-[12dvh] left-1/2 z-40 flex max-h-[70dvh] w-[min(40rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-card border border-line bg-surface shadow-overlay"
        >
          <Dialog.Title className="sr-only">{t('search.palette.title')}</Dialog.Title>
          <div className="flex items-center gap-2 border-b border-line px-3">
            <Search size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <input
              ref={input}
              type="text"
              role="combobox"
              aria-expanded={entries.length > 0}
              aria-controls={listId}
              aria-activedescendant={active && optionId(active)}
              aria-autocomplete="list"
              aria-label={t('search.palette.title')}
              placeholder={t('search.palette.placeholder')}
              value={typed}
              maxLength={500}
              className="min-h-12 min-w-0 flex-1 bg-transparent text-15 text-ink placeholder:text-ink-2 focus-visible:outline-none"
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div
            id={listId}
            role="listbox"
            aria-label={t('search.palette.results')}
            className="min-h-0 flex-1 overflow-y-auto p-2"
            tabIndex={-1}
          >
            {groups.map(({ name, entries: own }) => (
              <div key={name} role="group" aria-labelledby={`${listId}-${name}`}>
                <div id={`${listId}-${name}`} className="px-2 pt-2 pb-1 text-12 text-ink-2">
                  {t(`search.palette.${name}`)}
                </div>
                {own.map((entry) => (
                  <Option
                    key={entry.id}
                    entry={entry}
                    id={optionId(entry)}
                    isActive={entry === active}
                    onNear={() => setAt(entries.indexOf(entry))}
                    onRun={() => choose(entry)}
                  />
                ))}
              </div>
            ))}
          </div>
          <p className="border-t border-line px-3 py-1.5 text-12 text-ink-2">{t('search.palette.hint')}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
