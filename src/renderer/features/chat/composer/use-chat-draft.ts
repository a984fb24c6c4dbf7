/** The unsent text of one thread: restored when the composer opens, stored 300 ms after the last key and when the page goes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { rpc } from '../../../lib/rpc/client.ts';
import { decodeDraft, EMPTY_DRAFT, encodeDraft } from './draft-text.ts';
import type { Draft } from './draft-text.ts';

const PAUSE_MS = 300;

export interface DraftState {
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  /** Empties the composer and what is stored of it. */
  readonly clear: () => void;
  /** Stores now what waits. */
  readonly flush: () => void;
}

export function useChatDraft(key: string): DraftState {
  const [draft, setShown] = useState<Draft>(EMPTY_DRAFT);
  const latest = useRef<Draft>(EMPTY_DRAFT);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isTouched = useRef(false);

  const flush = useCallback(() => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    void rpc.threads.saveDraft({ key, text: encodeDraft(latest.current) }).catch(() => undefined);
  }, [key]);

  const setDraft = useCallback(
    (next: Draft) => {
      isTouched.current = true;
      latest.current = next;
      setShown(next);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(flush, PAUSE_MS);
    },
    [flush],
  );

  useEffect(() => {
    let isCurrent = true;
    const restore = async (): Promise<void> => {
      const { text } = await rpc.threads.getDraft({ key });
      // What was typed before the answer came is newer.
      if (!isCurrent || isTouched.current || text === '') return;
      latest.current = decodeDraft(text);
      setShown(latest.current);
    };
    void restore().catch(() => undefined);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      isCurrent = false;
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [key, flush]);

  const clear = useCallback(() => {
    setDraft(EMPTY_DRAFT);
    flush();
  }, [setDraft, flush]);

  return { draft, setDraft, clear, flush };
}
