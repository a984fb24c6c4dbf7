/**
 * What a reader sees of a text that a model wrote in Markdown, near enough to count where something occurs in it: without marks, link
 * targets and formulas. Linear in the length, whatever the text.
 */

const FENCE = /^ {0,3}(?:`{3,}|~{3,})[^\n]*$/mu;
/** Bounded, because a text may open brackets without end. */
const FORMULA = /\$\$[^$]{0,400}\$\$|\\\[[^\]]{0,400}\\\]|\\\([^)\n]{0,400}\\\)/gu;
const LINK = /!?\[([^[\]\n]{0,400})\]\([^()\s]{0,400}\)/gu;
const LINE_START = /^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+)/gmu;
const EMPHASIS = /\*+|~~|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;
const ESCAPED = /\\([\\`*_{}[\]()#+\-.!~|$>])/gu;
/** Stands for a character that is meant as it is while marks are taken out. */
const HELD = '\uE000';

function withoutMarks(text: string): string {
  const escaped: string[] = [];
  const held = text.replace(FORMULA, ' ').replace(ESCAPED, (_all, character: string) => {
    escaped.push(character);
    return HELD;
  });
  const bare = held.replace(LINE_START, '').replace(LINK, '$1').replaceAll('|', '\n').replace(EMPHASIS, '');
  return bare.replaceAll(HELD, () => escaped.shift() ?? HELD);
}

/** Code between fences stays as it is. */
export const toReadableText = (markdown: string): string =>
  markdown
    .split(FENCE)
    .map((part, index) => (index % 2 === 0 ? withoutMarks(part) : part))
    .join('\n');
