/** The text of a PDF, a string a page. Nothing is drawn, no script of the file runs, nothing is loaded from elsewhere. */
import { getDocumentProxy } from 'unpdf';
import { AppError } from '#shared/errors/app-error.ts';
import { MOST_FILE_CHARACTERS } from '#shared/models/attachment.ts';
import { readableText } from './readable-characters.ts';

const MOST_PAGES = 5_000;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

async function open(bytes: Uint8Array): Promise<Awaited<ReturnType<typeof getDocumentProxy>>> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { disableFontFace: true, useSystemFonts: false, verbosity: 0 });
  } catch (error) {
    throw new AppError(nameOf(error) === 'PasswordException' ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED', {}, { cause: error });
  }
}

/** @throws AppError FILE_ENCRYPTED, FILE_DAMAGED, FILE_NO_TEXT, FILE_TOO_MUCH_TEXT */
export async function readPdf(bytes: Uint8Array): Promise<string[]> {
  const document = await open(bytes);
  if (document.numPages > MOST_PAGES) throw new AppError('FILE_TOO_MUCH_TEXT', { limit: MOST_FILE_CHARACTERS });
  const pages: string[] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const text = await readPage(document, number);
    characters += text.length;
    if (characters > MOST_FILE_CHARACTERS) throw new AppError('FILE_TOO_MUCH_TEXT', { limit: MOST_FILE_CHARACTERS });
    pages.push(text);
  }
  if (pages.every((page) => page === '')) throw new AppError('FILE_NO_TEXT');
  return pages;
}

async function readPage(document: Awaited<ReturnType<typeof open>>, number: number): Promise<string> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    return readableText(text)
      .replaceAll(/[^\S\n]+\n/gu, '\n')
      .trim();
  } catch (error) {
    throw new AppError('FILE_DAMAGED', {}, { cause: error });
  }
}
