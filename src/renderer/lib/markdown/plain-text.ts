/** Characters that mean something to Markdown, GFM or TeX anywhere in a line; `:`, `.` and `@` are parts of bare addresses. */
const MARKS = /[\\`*_~[\]<>|$&#\n\r]|:\/\/|www\.|@/iu;
/** What makes a line a list, a rule, a heading or indented code. */
const LINE_START = /^(?:[-+=]|\d{1,9}[.)]| {4}|\t)/u;

/** True for one line that every Markdown parser leaves as it is. False when in doubt. */
export const isPlain = (text: string): boolean => text.length < 2_000 && text.trim() !== '' && !MARKS.test(text) && !LINE_START.test(text);
