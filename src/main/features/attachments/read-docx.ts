/** The text of a Word file: headings, lists and tables in the signs of Markdown, pictures left out. */
import mammoth from 'mammoth';
import { AppError } from '#shared/errors/app-error.ts';
import { checkZip } from './check-zip.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
const decodeEntities = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|(\w{2,6}));/gu, (whole, code: string | undefined, name: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(Math.min(Number(code), 0x10ffff));
    return ENTITIES[name ?? ''] ?? whole;
  });

/** What mammoth writes is a small, well-formed subset of HTML: that alone is understood here. */
export function htmlToText(html: string): string {
  const lists: { readonly isNumbered: boolean; count: number }[] = [];
  let text = '';
  let cells = 0;
  const begin = (tag: string): string => {
    if (/^h[1-6]$/u.test(tag)) return `${'#'.repeat(Number(tag[1]))} `;
    if (tag === 'ul' || tag === 'ol') {
      lists.push({ isNumbered: tag === 'ol', count: 0 });
      return lists.length > 1 ? '\n' : '';
    }
    if (tag === 'li') {
      const list = lists.at(-1);
      if (list) list.count += 1;
      return `${'  '.repeat(Math.max(0, lists.length - 1))}${list?.isNumbered ? `${list.count}.` : '-'} `;
    }
    if (tag === 'tr') cells = 0;
    if (tag === 'td' || tag === 'th') {
      cells += 1;
      return cells === 1 ? '' : ' | ';
    }
    return tag === 'br' ? '\n' : '';
  };
  let isInCell = 0;
  const end = (tag: string): string => {
    if (tag === 'ul' || tag === 'ol') {
      lists.pop();
      return lists.length === 0 ? '\n' : '';
    }
    if (tag === 'tr' || (tag === 'li' && !text.endsWith('\n'))) return '\n';
    if (tag === 'table') return '\n';
    if (tag === 'p' || /^h[1-6]$/u.test(tag)) return isInCell > 0 ? ' ' : '\n\n';
    return '';
  };
  for (const [piece, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>|[^<]+/gu)) {
    const tag = name?.toLowerCase();
    if (tag === undefined) text += decodeEntities(piece);
    else if (slash === '/') {
      if (tag === 'td' || tag === 'th') {
        isInCell -= 1;
        text = text.trimEnd();
      }
      text += end(tag);
    } else {
      text += begin(tag);
      if (tag === 'td' || tag === 'th') isInCell += 1;
    }
  }
  return text.replaceAll(/\n{3,}/gu, '\n\n').trim();
}

const isEncrypted = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;

/** @throws AppError FILE_ENCRYPTED, FILE_DAMAGED, FILE_TOO_MUCH_TEXT, FILE_EMPTY */
export async function readDocx(bytes: Uint8Array): Promise<string> {
  // With a password, or from before 2007, it is no archive but an OLE file.
  if (isEncrypted(bytes)) throw new AppError('FILE_ENCRYPTED');
  if (!checkZip(bytes).includes('[Content_Types].xml')) throw new AppError('FILE_DAMAGED');
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), includeEmbeddedStyleMap: false },
    );
    return htmlToText(value);
  } catch (error) {
    throw new AppError('FILE_DAMAGED', {}, { cause: error });
  }
}
