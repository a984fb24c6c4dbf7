import { Tooltip } from '@base-ui/react/tooltip';
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

/** An icon that always has a name, for eyes and for screen readers. */
export function IconButton({ icon: Icon, label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      {/* `disabled` on the trigger itself would only switch the tooltip off. */}
      <Tooltip.Trigger
        render={
          <button
            type="button"
            aria-label={label}
            className={clsx(
              'inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 transition-opacity duration-150',
              'hover:bg-accent-soft hover:text-ink disabled:opacity-50',
              className,
            )}
            {...rest}
          />
        }
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="rounded-control border border-line bg-surface px-2 py-1 text-12 text-ink shadow-overlay">
            {label}
            {shortcut !== undefined && <kbd className="ml-2 font-sans text-ink-2">{shortcut}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
