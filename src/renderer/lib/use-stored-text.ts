import { useEffect, useState } from 'react';
import { useOnGone } from './use-on-gone.ts';

const PAUSE_MS = 500;

export interface StoredText {
  /** As it is typed; as it is stored, where the focus is not. */
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Why it cannot be stored; null where it can. */
  readonly refusal: string | null;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** The text of a field that stores it after a pause in typing, when it is left, and when a key takes it off the screen; never what is refused. */
export function useStoredText(value: string, refuse: (text: string) => string | null, onValue: (text: string) => void): StoredText {
  const [text, setText] = useState(value);
  const [isFocused, setIsFocused] = useState(false);
  const refusal = refuse(text);
  const isUnstored = text !== value && refusal === null;
  useEffect(() => {
    if (!isFocused) setText(value);
  }, [value, isFocused]);
  useEffect(() => {
    if (!isFocused || !isUnstored) return undefined;
    const timer = setTimeout(() => onValue(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, isFocused, isUnstored, onValue]);
  const store = (): void => {
    if (isUnstored) onValue(text);
  };
  // What has not the focus shows what is stored, or is about to: that is no change of the user's.
  useOnGone(() => {
    if (isFocused) store();
  });
  return {
    text,
    setText,
    refusal,
    onFocus: () => setIsFocused(true),
    onBlur: () => {
      setIsFocused(false);
      store();
    },
  };
}
