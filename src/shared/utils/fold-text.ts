/** Text as a reader compares it: without case, accents, width and ligatures. Index, excerpts and find-in-chat share these rules. */

export interface FoldedText {
  readonly folded: string;
  /** Where the unit of `folded` at this index stands in the text; the text's length for the end. */
  readonly originOf: (index: number) => number;
}

/** ASCII, punctuation and common Han characters: lower case is all there is to fold, and every unit stays where it is. */
const IS_PLAIN = /^[\0-\x7F\u2010-\u2027\u3000-\u3004\u3008-\u3020\u3400-\u9FFF\uFF01-\uFF0F\uFF1A-\uFF20]*$/;

/** The whole text at once: fast, and without a way back. */
export const fold = (text: string): string =>
  IS_PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase();

/** Character by character, so that every unit of the result knows where it came from. */
export function foldWithOrigins(text: string): FoldedText {
  if (IS_PLAIN.test(text)) return { folded: text.toLowerCase(), originOf: (index) => index };
  const origins: number[] = [];
  let folded = '';
  let position = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let unit = 0; unit < piece.length; unit += 1) origins.push(position);
    folded += piece;
    position += character.length;
  }
  return { folded, originOf: (index) => origins[index] ?? position };
}
