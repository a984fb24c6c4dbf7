/** A heading for each turn, the text as it is. A line that looks like such a heading is escaped, so that reading it back is exact. */
import { CHAT_MARK, escapeLine, TURN_NAMES } from '../library-format.ts';
import { titleLine, TurnNumbers, wholeText } from './chat-writer.ts';
import type { ChatWriter, WriterOptions } from './chat-writer.ts';

const escapeLines = (text: string): string => (/^\\*(?:##|<!--)/mu.test(text) ? text.split('\n').map(escapeLine).join('\n') : text);

export function createMarkdownWriter({ language, branches, untitled }: WriterOptions): ChatWriter {
  const numbers = new TurnNumbers(branches);
  const names = TURN_NAMES[language];
  let threads = 0;
  return {
    begin: () => '',
    thread: (thread) => {
      numbers.startThread();
      threads += 1;
      return `${threads === 1 ? '' : '\n'}${CHAT_MARK}\n\n# ${titleLine(thread, untitled)}\n`;
    },
    messages: (messages) =>
      messages.map((message) => `\n## ${names[message.role]}${numbers.next(message)}\n\n${escapeLines(wholeText(message))}\n`).join(''),
    endThread: () => '',
    end: () => '',
  };
}
