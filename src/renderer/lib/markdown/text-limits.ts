/**
 * Decides whether a text may go through the markdown parsers. Their cost is linear for what people and models write, but
 * grows without bound for nested markers, endless lines and huge tables, so such texts are shown as they are.
 */

const MAX_LENGTH = 400_000;
const MAX_LINE_LENGTH = 20_000;
/** Block quotes and lists inside one another. */
const MAX_NESTING = 24;
const MAX_COLUMNS = 200;
const MAX_OPEN_BRACKETS = 400;
const MAX_MARKERS_IN_A_ROW = 200;

const NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])[ \\t]?){${MAX_NESTING},}`, 'u');
const MARKER_RUN = new RegExp(`[*_\`~$\\[\\]()!<]{${MAX_MARKERS_IN_A_ROW},}`, 'u');

const count = (line: string, character: string): number => {
  let found = 0;
  for (let at = line.indexOf(character); at !== -1; at = line.indexOf(character, at + 1)) found += 1;
  return found;
};

const isCostlyLine = (line: string): boolean =>
  line.length > MAX_LINE_LENGTH ||
  NESTED.test(line) ||
  MARKER_RUN.test(line) ||
  count(line, '|') > MAX_COLUMNS ||
  count(line, '[') > MAX_OPEN_BRACKETS ||
  count(line, '*') + count(line, '_') > 4 * MAX_OPEN_BRACKETS;

/** Indentation counts as nesting too: lists are nested by it. */
const isDeeplyIndentedMarker = (line: string): boolean => /^[ \t]{96,}[-*+>\d]/u.test(line);

/** True for texts the markdown parsers can be trusted with. Cheap: one pass, no allocation beyond the lines. */
export function isParseable(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > MAX_NESTING) {
      const line = text.slice(start, end);
      if (isCostlyLine(line) || isDeeplyIndentedMarker(line)) return false;
    }
    start = end + 1;
  }
  return true;
}

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
