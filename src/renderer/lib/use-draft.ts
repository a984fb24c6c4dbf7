/** Text of a view that belongs to no thread, kept by main 300 ms after the last key and when the view goes away. */
import { useCallback, useEffect, useRef } from 'react';
import { rpc } from './rpc/client.ts';

const PAUSE_MS = 300;

/** `onLoaded` gets the stored draft once, unless the user was faster. Returns what to call with every change. */
export function useDraft(key: string, onLoaded: (text: string) => void): (text: string) => void {
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const hasTyped = useRef(false);
  const loaded = useRef(onLoaded);
  useEffect(() => {
    loaded.current = onLoaded;
  });

  const save = useCallback(() => {
    const draft = pending.current;
    if (!draft) return;
    clearTimeout(draft.timer);
    pending.current = null;
    // A draft that could not be stored stays on screen; the connection banner and the next key tell and try again.
    void rpc.threads.saveDraft({ key, text: draft.text }).catch(() => undefined);
  }, [key]);

  useEffect(() => {
    let isGone = false;
    void rpc.threads
      .getDraft({ key })
      .then(({ text }) => {
        if (!isGone && !hasTyped.current && text !== '') loaded.current(text);
      })
      .catch(() => undefined);
    window.addEventListener('pagehide', save);
    return () => {
      isGone = true;
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [key, save]);

  return useCallback(
    (text) => {
      hasTyped.current = true;
      if (pending.current) clearTimeout(pending.current.timer);
      pending.current = { text, timer: setTimeout(save, PAUSE_MS) };
    },
    [save],
  );
}
