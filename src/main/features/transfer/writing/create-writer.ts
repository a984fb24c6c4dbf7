import type { ExportFormat } from '#shared/models/transfer.ts';
import type { ChatWriter, WriterOptions } from './chat-writer.ts';
import { createHtmlWriter } from './html-writer.ts';
import { createJsonWriter } from './json-writer.ts';
import { createMarkdownWriter } from './markdown-writer.ts';
import { createTextWriter } from './text-writer.ts';

/** `title`: of the file as a whole, where the format has one. */
export function createWriter(format: ExportFormat, options: WriterOptions & { readonly title: string }): ChatWriter {
  switch (format) {
    case 'json':
      return createJsonWriter();
    case 'markdown':
      return createMarkdownWriter(options);
    case 'html':
      return createHtmlWriter(options);
    case 'text':
      return createTextWriter(options);
  }
}
