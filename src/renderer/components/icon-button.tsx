import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** Accessible name and tooltip. */
  readonly label: string;
  /** Shown behind the name in the tooltip. */
  readonly shortcut?: string;
}

/** An icon that always has a name, for eyes (`Tooltips`) and for screen readers. */
export function IconButton({ icon: Icon, label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      data-shortcut={shortcut}
      className={clsx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 not-disabled:transition-opacity',
        'hover:bg-accent-soft hover:text-ink disabled:opacity-50',
        className,
      )}
      {...rest}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
