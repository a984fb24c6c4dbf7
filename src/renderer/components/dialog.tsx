import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import { useToastsBelow } from './toasts.tsx';

export interface DialogProps {
  readonly title: string;
  readonly description?: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly closeLabel: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A modal that traps focus, closes with Escape and gives the focus back. */
export function Dialog({ title, description, isOpen, onClose, closeLabel, children, footer }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  useToastsBelow(isOpen);
  // Not the close button: its tooltip would open and take the first Escape.
  const firstFocus = (): HTMLElement | null => popup.current?.querySelector<HTMLElement>('input, textarea, select') ?? popup.current;
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          ref={popup}
          initialFocus={firstFocus}
          className="fixed top-1/2 left-1/2 z-40 flex max-h-[min(85dvh,calc(100dvh-7rem))] w-[min(40rem,calc(100vw-2rem))] -translate-1/2 flex-col rounded-card border border-line bg-surface shadow-overlay"
        >
          <div className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
            <Base.Title className="flex-1 text-15 font-semibold">{title}</Base.Title>
            <IconButton icon={X} label={closeLabel} onClick={onClose} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">
            {description !== undefined && <Base.Description className="mb-3 text-13 text-ink-2">{description}</Base.Description>}
            {children}
          </div>
          {footer !== undefined && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
