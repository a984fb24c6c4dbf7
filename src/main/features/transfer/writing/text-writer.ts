/** For reading anywhere: names and texts, nothing else. */
import { TURN_NAMES } from '../library-format.ts';
import { titleLine, TurnNumbers, wholeText } from './chat-writer.ts';
import type { ChatWriter, WriterOptions } from './chat-writer.ts';

const RULE = '='.repeat(72);

export function createTextWriter({ language, branches, untitled }: WriterOptions): ChatWriter {
  const numbers = new TurnNumbers(branches);
  const names = TURN_NAMES[language];
  const colon = language === 'zh-CN' ? '：' : ':';
  let threads = 0;
  return {
    begin: () => '',
    thread: (thread) => {
      numbers.startThread();
      threads += 1;
      return `${threads === 1 ? '' : '\n\n'}${titleLine(thread, untitled)}\n${RULE}\n`;
    },
    messages: (messages) =>
      messages.map((message) => `\n${names[message.role]}${numbers.next(message)}${colon}\n${wholeText(message)}\n`).join(''),
    endThread: () => '',
    end: () => '',
  };
}
