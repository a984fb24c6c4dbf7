/** How much text is shown at once where it is shown as it is. What the markdown parsers may get is decided in shared/utils. */

/** Longer code is shown without colours: tokenising it would cost more than a frame. */
export const MAX_HIGHLIGHTED_LENGTH = 16_000;

/** A longer text is never laid out whole where it is shown or printed as it is: that would hold up the window for seconds. */
export const LONGEST_OPEN_TEXT = 400_000;

/** Cuts a text into pieces of about `size` characters, at line ends where there are some, never inside a surrogate pair. */
export function cutIntoPieces(text: string, size: number): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + size);
    if (end < text.length) {
      const newline = text.lastIndexOf('\n', end - 1);
      if (newline > start) end = newline + 1;
      else if (/[\uD800-\uDBFF]/u.test(text.charAt(end - 1))) end -= 1;
    }
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** More marks on one letter than any script has: drawing ten thousand of them takes longer than a frame, and covers what is above. */
const TOWER = /(\p{M}{16})\p{M}+/gu;

/** For showing only: what is copied, searched and stored keeps every mark. */
export const withoutTowers = (text: string): string => text.replace(TOWER, '$1');
