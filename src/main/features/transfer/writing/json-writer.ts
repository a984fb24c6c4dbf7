/**
 * Everything, in an order that never changes: the same library gives the same bytes. What a thread and a message are is said in
 * `storage/transfer-store.ts` and docs/user/en/export-and-import.md.
 */
import { LIBRARY_FORMAT, LIBRARY_VERSION } from '../library-format.ts';
import type { ChatWriter } from './chat-writer.ts';

const list = (values: readonly unknown[]): string => values.map((value) => `\n${JSON.stringify(value)}`).join(',');

export function createJsonWriter(): ChatWriter {
  let threads = 0;
  let messagesInThread = 0;
  return {
    begin: (folders) => `{"format":"${LIBRARY_FORMAT}","version":${LIBRARY_VERSION},"folders":[${list(folders)}],"threads":[`,
    thread: (thread) => {
      const text = `${threads === 0 ? '' : ','}\n{"thread":${JSON.stringify(thread)},"messages":[`;
      threads += 1;
      messagesInThread = 0;
      return text;
    },
    messages: (messages) => {
      const text = `${messagesInThread > 0 && messages.length > 0 ? ',' : ''}${list(messages)}`;
      messagesInThread += messages.length;
      return text;
    },
    endThread: () => ']}',
    end: () => '\n]}\n',
  };
}
