/** A text box never takes in at once what would make its text longer than a window can edit without stalling. */
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { CHIP_LENGTH, MAX_EDITED_LENGTH } from './draft-text.ts';

export interface LongInsert {
  /** What was pasted or dropped. */
  readonly inserted: string;
  /** The whole text with it. */
  readonly whole: string;
  /** Behind what was inserted. */
  readonly caret: number;
}

/** `onLong` gets what the box would have had; the box itself stays as it was. Keys are never held up. */
export function useLongInsert(area: RefObject<HTMLTextAreaElement | null>, onLong: (insert: LongInsert) => void): void {
  const latest = useRef(onLong);
  useEffect(() => {
    latest.current = onLong;
  });
  useEffect(() => {
    const box = area.current;
    if (!box) return undefined;
    // Not `paste`: a drop and the menus of the system come by here too.
    const look = (event: InputEvent): void => {
      const { data: inserted } = event;
      if (inserted === null || inserted.length <= CHIP_LENGTH) return;
      const { value, selectionStart, selectionEnd } = box;
      if (value.length - (selectionEnd - selectionStart) + inserted.length <= MAX_EDITED_LENGTH) return;
      event.preventDefault();
      latest.current({
        inserted,
        whole: value.slice(0, selectionStart) + inserted + value.slice(selectionEnd),
        caret: selectionStart + inserted.length,
      });
    };
    box.addEventListener('beforeinput', look);
    return () => box.removeEventListener('beforeinput', look);
  }, [area]);
}
