/** Marks of our own files, known to those who write them and those who read them. */

export const LIBRARY_FORMAT = 'inkstone-library';
export const LIBRARY_VERSION = 2;

/** Stands before each chat in Markdown; readers of Markdown do not show it. */
export const CHAT_MARK = '<!-- inkstone:chat -->';

/** The headings of turns, as exports write them. */
export const TURN_NAMES = { en: { user: 'You', assistant: 'Assistant' }, 'zh-CN': { user: '你', assistant: '助手' } } as const;

const NAMES = [TURN_NAMES.en, TURN_NAMES['zh-CN']].flatMap(({ user, assistant }) => [user, assistant]).join('|');
/** `## You`, and with all branches `## You · 4 · ↳ 2`: the fourth message, which follows the second. */
const OWN_LINE = new RegExp(`^(\\\\*)(?=## (?:${NAMES})(?: · \\d+(?: · ↳ (?:\\d+|—))?)?$|${CHAT_MARK}$)`, 'u');

/** A line of a message that looks like one of ours gets a backslash, or one more. */
export const escapeLine = (line: string): string => (OWN_LINE.test(line) ? `\\${line}` : line);
export const unescapeLine = (line: string): string => (line.startsWith('\\') && OWN_LINE.test(line) ? line.slice(1) : line);
