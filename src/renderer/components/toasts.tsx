import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { buttonClass } from './button.tsx';

const toasts = Toast.createToastManager();

export interface NewToast {
  readonly text: string;
  /** Offers one way back, for ten seconds. */
  readonly action?: { readonly label: string; readonly onSelect: () => void };
  /** Failures stay longer and are announced at once. */
  readonly isFailure?: boolean;
}

/** Shows a toast from anywhere; it is also announced to screen readers. */
export function showToast({ text, action, isFailure = false }: NewToast): void {
  const id: string = toasts.add({
    title: text,
    timeout: action || isFailure ? 10_000 : 4_000,
    priority: isFailure ? 'high' : 'low',
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          action.onSelect();
          toasts.close(id);
        },
      },
    }),
  });
}

/** Set on the viewport of the toasts alone: on the root it would have the whole window styled anew with every chat that opens. */
const DOCK_HEIGHT = '--dock-height';
let dockHeight = 0;
let viewport: HTMLElement | null = null;
let openDialogs = 0;
const place = (): void => {
  viewport?.style.setProperty(DOCK_HEIGHT, `${dockHeight}px`);
  viewport?.toggleAttribute('data-dialog', openDialogs > 0);
};
const takeViewport = (element: HTMLElement | null): void => {
  viewport = element;
  place();
};

/** For what stands at the bottom of a view, buttons and all: toasts appear above it, however high it grows. */
export function useToastsAbove(): (element: HTMLElement | null) => (() => void) | undefined {
  return useCallback((element: HTMLElement | null) => {
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      dockHeight = element.offsetHeight;
      place();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      dockHeight = 0;
      place();
    };
  }, []);
}

/** For a dialog: its buttons stand where toasts would, so only the newest is shown, below it, where no dialog reaches. */
export function useToastsBelow(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    openDialogs += 1;
    place();
    return () => {
      openDialogs -= 1;
      place();
    };
  }, [isOpen]);
}

function ToastList({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="pointer-events-auto flex items-center gap-2 rounded-card border border-line bg-surface py-2 pr-2 pl-4 text-13 text-ink shadow-overlay"
    >
      <Toast.Title className="flex-1" />
      {toast.actionProps && <Toast.Action className={buttonClass('quiet', 'small')} />}
      <Toast.Close aria-label={closeLabel} className={buttonClass('quiet', 'small')}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}

/** Where toasts appear; once a window. */
export function Toasts({ closeLabel }: { readonly closeLabel: string }) {
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport
          ref={takeViewport}
          className="pointer-events-none fixed right-4 bottom-[max(9rem,calc(var(--dock-height,0px)+1rem))] max-sm:bottom-[max(13rem,calc(var(--dock-height,0px)+5rem))] z-50 flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-2 data-dialog:bottom-1! data-dialog:*:not-first:hidden"
        >
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
