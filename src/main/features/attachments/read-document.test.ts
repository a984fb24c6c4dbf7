/** Files of every kind as anybody may have made them: what is read, and which sentence the user gets for the rest. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { decodeText } from './decode-text.ts';
import { pdfOf, zipOf } from './documents.test-support.ts';
import { readDocument } from './read-document.ts';
import { htmlToText } from './read-docx.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const code = (call: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(call)
    .then(
      () => 'no error',
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
/** 你好，世界 in GB18030. */
const GB18030 = Uint8Array.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7]);

describe('text files', () => {
  // Catches: a wrong encoding guess, which the user would see as signs nobody wrote.
  test.each([
    ['UTF-8', utf8('你好 world')],
    ['UTF-8 with a mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('你好 world')])],
    ['UTF-16 LE with a mark', Buffer.from('\uFEFF你好 world', 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from('\uFEFF你好 world', 'utf16le').swap16()],
  ])('%s', (_name, bytes) => expect(decodeText(bytes)).toBe('你好 world'));

  test('UTF-16 without a mark and GB18030 are recognised', () => {
    expect(decodeText(Buffer.from('plain words, nothing else', 'utf16le'))).toBe('plain words, nothing else');
    expect(decodeText(GB18030)).toBe('你好，世界');
  });

  // Catches: a program or a picture that is sent to the model as thousands of tokens of nonsense.
  test.each([
    ['FILE_NOT_TEXT', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0])],
    ['FILE_NOT_TEXT', Uint8Array.from({ length: 400 }, (_none, index) => (index % 31) + 1)],
    ['FILE_ENCODING', Buffer.from('caf\xe9 na\xefve \xff\xff', 'latin1')],
  ])('%s', async (expected, bytes) => expect(await code(() => decodeText(bytes))).toBe(expected));

  test('kinds by name, one form of line ends, nothing but blanks is empty', async () => {
    expect(await readDocument('a.PY', utf8('x = 1\r\ny = 2\r'))).toEqual({ kind: 'code', pages: ['x = 1\ny = 2\n'] });
    expect((await readDocument('a.csv', utf8('a,b'))).kind).toBe('csv');
    expect((await readDocument('README', utf8('words'))).kind).toBe('text');
    expect(await code(() => readDocument('a.txt', utf8(' \n ')))).toBe('FILE_EMPTY');
    expect(await code(() => readDocument('a.txt', utf8('')))).toBe('FILE_EMPTY');
    expect(await code(() => readDocument('a.txt', utf8('x'.repeat(2_000_001))))).toBe('FILE_TOO_MUCH_TEXT');
  });
});

describe('PDF', () => {
  test('a string a page, whatever the file is called', async () => {
    expect(await readDocument('a.pdf', pdfOf(['First page', 'Second page']))).toEqual({
      kind: 'pdf',
      pages: ['First page', 'Second page'],
    });
    expect((await readDocument('a.txt', pdfOf(['One']))).kind).toBe('pdf');
  });

  // Catches: a damaged, locked or scanned file that is attached as nothing, or that takes the worker down.
  test('says what is wrong with a file that cannot be read', async () => {
    expect(await code(() => readDocument('a.pdf', pdfOf(['', ''])))).toBe('FILE_NO_TEXT');
    expect(await code(() => readDocument('a.pdf', utf8('%PDF-1.7 and then nothing')))).toBe('FILE_DAMAGED');
    expect(await code(() => readDocument('a.pdf', pdfOf(['Secret'], { isEncrypted: true })))).toBe('FILE_ENCRYPTED');
    expect(await code(() => readDocument('a.pdf', utf8('<html>not a PDF')))).toBe('FILE_DAMAGED');
  });
});

const documentXml = (body: string): string =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const docx = (body: string): Uint8Array =>
  zipOf({ '[Content_Types].xml': TYPES, '_rels/.rels': RELATIONS, 'word/document.xml': documentXml(body) });
const paragraph = (text: string, style = ''): string =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('Word', () => {
  test('headings, paragraphs and tables', async () => {
    const row = (a: string, b: string): string => `<w:tr><w:tc>${paragraph(a)}</w:tc><w:tc>${paragraph(b)}</w:tc></w:tr>`;
    const body = `${paragraph('Results &amp; 结果', 'Heading1')}${paragraph('All is well.')}<w:tbl>${row('Name', 'Value')}${row('x', '1')}</w:tbl>`;
    expect(await readDocument('a.docx', docx(body))).toEqual({
      kind: 'docx',
      pages: ['# Results & 结果\n\nAll is well.\n\nName | Value\nx | 1'],
    });
  });

  test('lists, nested', () => {
    expect(htmlToText('<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><p>e<br />f</p>')).toBe(
      '- a\n  1. b\n  2. c\n- d\n\ne\nf',
    );
  });

  // Catches: an archive that unpacks to gigabytes, or that is no Word file, reaching the library.
  test('says what is wrong with a file that cannot be read', async () => {
    const bomb = zipOf(
      { '[Content_Types].xml': TYPES, '_rels/.rels': RELATIONS },
      { 'word/document.xml': deflateRawSync(Buffer.alloc(80_000_000, 32)) },
    );
    expect(await code(() => readDocument('a.docx', bomb))).toBe('FILE_TOO_MUCH_TEXT');
    expect(await code(() => readDocument('a.docx', docx(paragraph('x')).subarray(0, 300)))).toBe('FILE_DAMAGED');
    expect(await code(() => readDocument('a.docx', zipOf({ 'hello.txt': 'hi' })))).toBe('FILE_DAMAGED');
    expect(await code(() => readDocument('a.docx', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])))).toBe('FILE_ENCRYPTED');
    expect(await code(() => readDocument('a.docx', docx('')))).toBe('FILE_EMPTY');
  });
});
