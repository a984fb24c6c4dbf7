import type { ReactNode } from 'react';

export interface ExcerptProps {
  readonly excerpt: string;
  /** [start, end) of what matched, in order. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** A piece of text with what matched marked. */
export function Excerpt({ excerpt, ranges }: ExcerptProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(
      excerpt.slice(at, start),
      <mark key={start} className="rounded-sm bg-found text-ink">
        {excerpt.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {excerpt.slice(at)}
    </>
  );
}
