import { useEffect, useState } from 'react';

const SENTENCE_END = /[.!?。！？…]["'”’」』)]*(?=\s|$|[\p{Script=Han}])|\n/gu;

/** Where the last finished sentence behind `from` ends; `from` when none has. */
export function endOfLastSentence(text: string, from = 0): number {
  let end = from;
  for (const match of text.slice(from).matchAll(SENTENCE_END)) end = from + match.index + match[0].length;
  return end;
}

/** Reads growing text to a screen reader one finished sentence at a time, the rest when it is over. */
export function PoliteRegion({ text, isOver }: { readonly text: string; readonly isOver: boolean }) {
  const [said, setSaid] = useState({ upTo: 0, now: '' });
  const end = isOver ? text.length : endOfLastSentence(text, said.upTo);
  useEffect(() => {
    setSaid((before) => (end > before.upTo ? { upTo: end, now: text.slice(before.upTo, end) } : before));
  }, [end, text]);
  return (
    <div aria-live="polite" aria-atomic="true" className="sr-only">
      {said.now}
    </div>
  );
}
