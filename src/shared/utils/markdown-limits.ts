/**
 * Decides whether a text may go through the markdown parsers. Their cost is linear for what people and models write, but
 * grows without bound for nested markers, endless lines and huge tables, so such texts are shown as they are.
 */

const MAX_LENGTH = 400_000;
const MAX_LINE_LENGTH = 20_000;
/** Block quotes and lists inside one another: 23 of them on 400 lines took the parser half a minute. */
const MAX_NESTING = 10;
const MAX_COLUMNS = 200;
const MAX_OPEN_BRACKETS = 400;
const MAX_MARKERS_IN_A_ROW = 200;
/** One block is parsed, drawn and laid out at once, so all of this has to fit into a frame. */
const MAX_BLOCK_LENGTH = 12_000;
const MAX_FENCE_LENGTH = 150_000;
const MAX_BLOCK_LINES = 300;
const MAX_CELLS = 1_500;
const MAX_FORMULA_MARKS = 120;
const MAX_BLOCK_MARKERS = 600;

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
const isDeeplyIndentedMarker = (line: string): boolean => /^[ \t]{40,}[-*+>\d]/u.test(line);

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

const FENCE = /^ {0,3}(?:```|~~~)/u;

/** True for one block (a paragraph, a table, a list, a fence) that would hold up the window for longer than a frame. */
export function isCostlyBlock(block: string): boolean {
  if (FENCE.test(block)) return block.length > MAX_FENCE_LENGTH;
  return (
    block.length > MAX_BLOCK_LENGTH ||
    count(block, '\n') > MAX_BLOCK_LINES ||
    count(block, '|') > MAX_CELLS ||
    count(block, '$') + count(block, '\\(') + count(block, '\\frac') > MAX_FORMULA_MARKS ||
    count(block, '[') + count(block, '<') > MAX_BLOCK_MARKERS ||
    count(block, '*') + count(block, '_') + count(block, '`') > 2 * MAX_BLOCK_MARKERS
  );
}
