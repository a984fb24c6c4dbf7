/**
 * One file to look at in any browser: no script, nothing loaded from anywhere, and a policy in the file that forbids both,
 * whatever a model may have written.
 */
import { createHash } from 'node:crypto';
import { TURN_NAMES } from '../library-format.ts';
import { titleLine, TurnNumbers, wholeText } from './chat-writer.ts';
import type { ChatWriter, WriterOptions } from './chat-writer.ts';
import { HTML_STYLE } from './html-style.ts';
import { escapeHtml, markdownToHtml } from './html-markdown.ts';

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(HTML_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export function createHtmlWriter(options: WriterOptions & { readonly title: string }): ChatWriter {
  const { language, untitled } = options;
  const numbers = new TurnNumbers(options.branches);
  const names = TURN_NAMES[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  let threads = 0;
  let messages = 0;
  return {
    begin: () =>
      `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n` +
      `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n<meta name="referrer" content="no-referrer">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${escapeHtml(options.title)}</title>\n` +
      `<style>${HTML_STYLE}</style>\n</head>\n<body>\n<main>\n`,
    thread: (thread) => {
      numbers.startThread();
      threads += 1;
      const created = new Date(thread.createdAt);
      const date = Number.isNaN(created.getTime()) ? '' : `<p class="date">${escapeHtml(day.format(created))}</p>\n`;
      return `<section aria-labelledby="chat-${threads}">\n<h1 id="chat-${threads}" dir="auto">${escapeHtml(titleLine(thread, untitled))}</h1>\n${date}`;
    },
    messages: (page) =>
      page
        .map((message) => {
          messages += 1;
          const name = `${names[message.role]}${numbers.next(message)}`;
          const text = markdownToHtml(wholeText(message), `m${messages}`);
          return `<article class="${message.role}">\n<h2>${name}</h2>\n<div dir="auto">\n${text}\n</div>\n</article>\n`;
        })
        .join(''),
    endThread: () => '</section>\n',
    end: () => '</main>\n</body>\n</html>\n',
  };
}
