/** One file as text. Runs in a worker of its own: what it is given was made by anybody. */
import { AppError } from '#shared/errors/app-error.ts';
import { MOST_FILE_CHARACTERS, type AttachmentKind } from '#shared/models/attachment.ts';
import { decodeText } from './decode-text.ts';
import { kindOf } from './file-kind.ts';
import { readDocx } from './read-docx.ts';
import { readPdf } from './read-pdf.ts';

export interface ReadDocument {
  readonly kind: AttachmentKind;
  /** One string a page; one for a file without pages. */
  readonly pages: readonly string[];
}

/** @throws AppError FILE_* */
export async function readDocument(name: string, bytes: Uint8Array): Promise<ReadDocument> {
  if (bytes.length === 0) throw new AppError('FILE_EMPTY');
  const kind = kindOf(name, bytes);
  const pages = kind === 'pdf' ? await readPdf(bytes) : [await readWhole(kind, bytes)];
  const characters = pages.reduce((sum, page) => sum + page.length, 0);
  if (characters > MOST_FILE_CHARACTERS) throw new AppError('FILE_TOO_MUCH_TEXT', { limit: MOST_FILE_CHARACTERS });
  if (pages.every((page) => page.trim() === '')) throw new AppError('FILE_EMPTY');
  return { kind, pages };
}

async function readWhole(kind: AttachmentKind, bytes: Uint8Array): Promise<string> {
  const text = kind === 'docx' ? await readDocx(bytes) : decodeText(bytes);
  return text.replaceAll(/\r\n?/gu, '\n').replaceAll('\0', '');
}
