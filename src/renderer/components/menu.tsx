import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

export interface MenuProps {
  /** Accessible name of the button that opens it. */
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly items: readonly MenuItem[];
  readonly className?: string;
}

/** A button with a menu; arrow keys, typing and Escape work. A list has one in every row, so it is made when first asked for. */
export function Menu({ label, icon: Icon = MoreHorizontal, items, className }: MenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const button = {
    'aria-label': label,
    title: label,
    className: clsx(
      'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-accent-soft hover:text-ink',
      className,
    ),
    children: <Icon size={16} strokeWidth={1.75} aria-hidden />,
  } as const;
  if (!wasOpened) {
    return (
      <button
        type="button"
        {...button}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => setWasOpened(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          event.stopPropagation();
          setWasOpened(true);
        }}
      />
    );
  }
  return (
    <Base.Root defaultOpen>
      <Base.Trigger type="button" {...button} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50">
          <Base.Popup className="min-w-44 rounded-card border border-line bg-surface p-1 shadow-overlay">
            {items.map(({ label: text, icon: ItemIcon, isDanger = false, isDisabled = false, onSelect }) => (
              <Base.Item
                key={text}
                disabled={isDisabled}
                onClick={onSelect}
                className={clsx(
                  'flex min-h-8 items-center gap-2 rounded-control px-2 text-13 data-disabled:opacity-50 data-highlighted:bg-accent-soft',
                  isDanger ? 'text-danger' : 'text-ink',
                )}
              >
                {ItemIcon && <ItemIcon size={16} strokeWidth={1.75} aria-hidden />}
                {text}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
