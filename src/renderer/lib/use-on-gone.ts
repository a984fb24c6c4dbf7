import { useEffect, useRef } from 'react';

/**
 * Calls the newest `leave` when the component goes away. A field that a key takes off the screen, with Escape or a shortcut to another
 * view, is never left by the focus: no `blur` comes.
 */
export function useOnGone(leave: () => void): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => () => latest.current(), []);
}
