/**
 * One tooltip for the whole window: an element with `data-tooltip` shows it while the pointer rests on it or the keyboard
 * focus is there. A tooltip of its own on every button of a long chat cost more than the words in it.
 */
import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect, useState } from 'react';

const DELAY_MS = 400;
/** Moving on to the next button within this time shows its name at once. */
const WARM_MS = 400;

const ownerOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;

function useTooltipOwner() {
  const [owner, setOwner] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown: HTMLElement | null = null;
    let hiddenAt = -Infinity;
    const show = (next: HTMLElement | null): void => {
      clearTimeout(timer);
      if (shown && !next) hiddenAt = performance.now();
      shown = next;
      setOwner(next);
    };
    const onPointerOver = ({ target, pointerType }: PointerEvent): void => {
      const next = pointerType === 'touch' ? null : ownerOf(target);
      if (next === shown) return;
      const isWarm = shown !== null || performance.now() - hiddenAt < WARM_MS;
      show(null);
      if (next) timer = setTimeout(() => show(next.isConnected ? next : null), isWarm ? 0 : DELAY_MS);
    };
    const onFocusIn = ({ target }: FocusEvent): void => {
      const next = ownerOf(target);
      show(next?.matches(':focus-visible') ? next : null);
    };
    const hide = (): void => show(null);
    document.addEventListener('pointerover', onPointerOver);
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide, { capture: true });
    document.documentElement.addEventListener('pointerleave', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onPointerOver);
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide, { capture: true });
      document.documentElement.removeEventListener('pointerleave', hide);
    };
  }, []);
  return [owner?.isConnected ? owner : null, setOwner] as const;
}

/** Mounted once, at the top of each window. */
export function Tooltips() {
  const [owner, setOwner] = useTooltipOwner();
  return (
    <Tooltip.Root open={owner !== null} onOpenChange={(isOpen) => !isOpen && setOwner(null)}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={owner} sideOffset={6} className="z-50">
          <Tooltip.Popup
            aria-hidden
            className="max-w-80 rounded-control border border-line bg-surface px-2 py-1 text-12 text-ink shadow-overlay"
          >
            {owner?.dataset['tooltip']}
            {owner?.dataset['shortcut'] !== undefined && <kbd className="ml-2 font-sans text-ink-2">{owner.dataset['shortcut']}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
