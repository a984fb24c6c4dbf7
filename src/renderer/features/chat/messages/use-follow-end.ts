/**
 * Keeps the end of a growing list in view while the reader is there, and leaves the reader alone otherwise. Only the reader's own
 * scrolling decides which of the two holds: growth never counts as leaving the end.
 */
import type { RefObject } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';

const NEAR_END_PX = 32;
/** How long the rows of a turn just sent may move the list while they are measured. */
const SETTLE_MS = 600;

export interface FollowEnd {
  readonly isAtEnd: boolean;
  readonly onScroll: () => void;
  readonly goToEnd: () => void;
}

export function useFollowEnd(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): FollowEnd {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const follows = useRef(true);
  const lastTop = useRef(0);
  const settlesUntil = useRef(0);

  const goToEnd = useCallback(() => {
    follows.current = true;
    settlesUntil.current = performance.now() + SETTLE_MS;
    setIsAtEnd(true);
    const { current } = scroller;
    if (current) current.scrollTop = current.scrollHeight;
  }, [scroller]);

  const onScroll = useCallback(() => {
    const { current } = scroller;
    if (!current) return;
    const isNear = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END_PX;
    if (isNear) follows.current = true;
    else if (performance.now() < settlesUntil.current) current.scrollTop = current.scrollHeight;
    else if (current.scrollTop < lastTop.current - 1) follows.current = false;
    lastTop.current = current.scrollTop;
    setIsAtEnd(follows.current);
  }, [scroller]);

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const { current } = scroller;
      if (current && follows.current) current.scrollTop = current.scrollHeight;
    });
    if (content.current) observer.observe(content.current);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller, content]);

  return { isAtEnd, onScroll, goToEnd };
}
