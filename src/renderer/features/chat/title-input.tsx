import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusAfter } from '../../lib/focus-after.ts';

export interface TitleInputProps {
  readonly title: string;
  /** The title of the chat, when absent. */
  readonly label?: string;
  readonly maxLength?: number;
  /** Takes this away again. */
  readonly onClose: () => void;
  readonly onRename: (title: string) => void;
  /** What gets the focus after Enter and Escape, once this is gone. */
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Renames in place: Enter or leaving keeps, Escape gives up. */
export function TitleInput({ title, label, maxLength = 300, onClose, onRename, returnTo }: TitleInputProps) {
  const { t } = useTranslation();
  const isOver = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The menu that opened this gives the focus back to its button first.
    const frame = requestAnimationFrame(() => input.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);
  const end = (wanted: string | null, isByKey: boolean): void => {
    if (isOver.current) return;
    isOver.current = true;
    if (isByKey) focusAfter(onClose, () => returnTo.current);
    else onClose();
    if (wanted !== null) onRename(wanted);
  };
  return (
    <input
      ref={input}
      aria-label={label ?? t('chat.threads.title')}
      defaultValue={title}
      maxLength={maxLength}
      className="min-h-8 w-full rounded-control border border-line-strong bg-surface px-2 text-13 font-normal text-ink"
      onBlur={(event) => end(event.target.value, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          // Its second half would press what gets the focus.
          event.preventDefault();
          end(event.currentTarget.value, true);
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          end(null, true);
        }
      }}
    />
  );
}
