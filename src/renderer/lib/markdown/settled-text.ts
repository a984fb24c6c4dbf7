/**
 * Cuts a growing Markdown text at block boundaries: parts that are settled, never to be parsed or rendered again, and the rest
 * that still grows. Without it every new word costs as much as the whole answer is long.
 */
import { parseMarkdownIntoBlocks } from 'streamdown';
import { isCostlyBlock } from '#shared/utils/markdown-limits.ts';

export interface SettledText {
  readonly text: string;
  readonly parts: readonly string[];
  /** Length of all parts. */
  readonly settledLength: number;
  readonly rest: string;
  /** The rest was last looked at for a cut when it was this long. */
  readonly lookedAt: number;
}

const PART_LENGTH = 1_500;
/** A rest with one endless block is looked at again only after it has grown by this much. */
const LOOK_EVERY = 400;
/** The last block still grows, and those before it may turn out to belong to it: a list goes on behind an empty line. */
const OPEN_BLOCKS = 3;
/** `[name]: address` and `[^1]: note` have effect far above themselves, so such a text stays in one piece, while it is short enough. */
const DEFINITION = /^[ \t>*+\-\d.)]*\[[^\]\n]+\]:/mu;

const MAX_UNCUT_LENGTH = 12_000;

const NOTHING: SettledText = { text: '', parts: [], settledLength: 0, rest: '', lookedAt: 0 };

function cut({ text, parts, settledLength, rest }: SettledText): SettledText {
  const unchanged = { text, parts, settledLength, rest, lookedAt: rest.length };
  if (rest.includes('\r')) return unchanged;
  const blocks = parseMarkdownIntoBlocks(rest);
  const added: string[] = [];
  let start = 0;
  let end = 0;
  for (const block of blocks.slice(0, -OPEN_BLOCKS)) {
    const isCostly = isCostlyBlock(block);
    // What cannot be formatted is a part of its own: its neighbours can be.
    if (isCostly && end > start) {
      added.push(rest.slice(start, end));
      start = end;
    }
    end += block.length;
    if (!isCostly && end - start < PART_LENGTH) continue;
    added.push(rest.slice(start, end));
    start = end;
  }
  // Should the parser ever leave a character out, its lengths mean nothing.
  if (start === 0 || blocks.join('') !== rest) return unchanged;
  return { text, parts: [...parts, ...added], settledLength: settledLength + start, rest: rest.slice(start), lookedAt: 0 };
}

/** Pure: the cut of `text`, given the cut of what it was before. Parts of a text that goes on stay the same strings. */
export function settle(before: SettledText | null, text: string): SettledText {
  const from = before && text.startsWith(before.text.slice(0, before.settledLength)) ? before : NOTHING;
  const rest = text.slice(from.settledLength);
  const grown = { ...from, text, rest };
  if (text.length <= MAX_UNCUT_LENGTH && DEFINITION.test(rest)) return { ...NOTHING, text, rest: text };
  if (rest.length < PART_LENGTH || (from.lookedAt > 0 && rest.length < from.lookedAt + LOOK_EVERY)) return grown;
  return cut(grown);
}

/** Pure: the blocks of a text that no longer grows and is too costly as one piece. */
export const blocksOf = (text: string): string[] => parseMarkdownIntoBlocks(text);
