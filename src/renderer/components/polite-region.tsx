import { useEffect, useState } from 'react';

const SENTENCE_END = /[.!?。！？…]["'”’」』)]*(?=\s|$|[\p{Script=Han}])|\n/gu;

/** Where the last finished sentence ends; 0 when none has. */
export function endOfLastSentence(text: string): number {
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) end = match.index + match[0].length;
  return end;
}

/** Reads growing text to a screen reader one finished sentence at a time, the rest when it is over. */
export function PoliteRegion({ text, isOver }: { readonly text: string; readonly isOver: boolean }) {
  const [said, setSaid] = useState({ upTo: 0, now: '' });
  const end = isOver ? text.length : endOfLastSentence(text);
  useEffect(() => {
    setSaid((before) => (end > before.upTo ? { upTo: end, now: text.slice(before.upTo, end) } : before));
  }, [end, text]);
  return (
    <div aria-live="polite" aria-atomic="true" className="sr-only">
      {said.now}
    </div>
  );
}
