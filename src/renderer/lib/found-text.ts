/** Finds text as it stands on the page, across the elements that style it, and marks it without touching the page's elements. */
import { foldWithOrigins } from '#shared/utils/fold-text.ts';
import { occurrences } from '#shared/utils/occurrences.ts';

/** What a message says, as opposed to its buttons, figures and the text for screen readers. */
const BODIES = '[data-message-text]';
const SKIPPED = '.katex, button, [aria-live], .sr-only';
const BLOCKS = 'p, li, td, th, pre, h1, h2, h3, h4, h5, h6, blockquote, div';

interface Piece {
  readonly node: Text;
  /** Where it begins in its block's text. */
  readonly start: number;
}

/** Text nodes that a reader sees as one run, because no block begins or ends between them. */
function runsOf(body: Element): Piece[][] {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
    return node instanceof Element && node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const runs: Piece[][] = [];
  let block: Element | null = null;
  let length = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const own = node.parentElement?.closest(BLOCKS) ?? null;
    if (own !== block || runs.length === 0) {
      runs.push([]);
      length = 0;
    }
    block = own;
    runs.at(-1)?.push({ node, start: length });
    length += node.data.length;
  }
  return runs;
}

function toRange(pieces: readonly Piece[], from: number, to: number): Range | null {
  const first = pieces.findLast(({ start }) => start <= from);
  const last = pieces.findLast(({ start }) => start < to);
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(first.node, from - first.start);
  range.setEnd(last.node, Math.min(to - last.start, last.node.length));
  return range;
}

/** Where the needle stands in a message, in reading order. */
export function findIn(message: Element, needle: string): Range[] {
  return [...message.querySelectorAll(BODIES)].flatMap(runsOf).flatMap((pieces) => {
    const { folded, originOf } = foldWithOrigins(pieces.map(({ node }) => node.data).join(''));
    return [...occurrences(folded, needle)]
      .map((at) => toRange(pieces, originOf(at), originOf(at + needle.length)))
      .filter((range) => range !== null);
  });
}

/** Shows ranges in the style `::highlight(name)` of app.css; none takes the marks away. */
export function mark(name: 'found' | 'found-now', ranges: readonly Range[]): void {
  if (typeof Highlight === 'undefined') return;
  const highlight = new Highlight();
  for (const range of ranges) highlight.add(range);
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, highlight);
}

/** Scrolls only where the range is not well in view. */
export function reveal(scroller: Element, range: Range): void {
  const view = scroller.getBoundingClientRect();
  const { top, bottom } = range.getBoundingClientRect();
  const margin = Math.min(80, view.height / 4);
  if (top < view.top + margin || bottom > view.bottom - margin) scroller.scrollTop += top - view.top - view.height / 3;
}
