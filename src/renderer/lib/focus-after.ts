import { flushSync } from 'react-dom';

/**
 * Draws a change at once and gives the focus to what it has brought. Waiting for a frame instead lost the focus on a busy machine: the
 * frame came before the change was drawn.
 */
export function focusAfter(change: () => void, find: () => HTMLElement | null | undefined): void {
  flushSync(change);
  find()?.focus();
}
