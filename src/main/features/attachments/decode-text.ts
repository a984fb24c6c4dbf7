/**
 * Bytes of a text file as text: by the mark at its beginning, else UTF-8 when they are valid UTF-8, else UTF-16 by where its zero bytes
 * lie, else GB18030 when that gives words. Everything else is no text.
 */
import { AppError } from '#shared/errors/app-error.ts';

const SAMPLE_BYTES = 64 * 1024;
const MARKS = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;
/** Control characters that stand in no text; a few may stray in from a printer or a terminal. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/gu;
const MOST_CONTROL_SHARE = 0.002;
/** Characters that a wrong guess makes by the dozen: private use, unassigned, replacement. */
const STRANGE = /[\p{Co}\p{Cn}\uFFFD]/gu;

const decode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

const shareOf = (text: string, pattern: RegExp): number => (text.match(pattern)?.length ?? 0) / Math.max(1, text.length);
const isWords = (text: string): boolean => shareOf(text, CONTROL) <= MOST_CONTROL_SHARE && shareOf(text, STRANGE) <= MOST_CONTROL_SHARE;

/** Text in UTF-16 without a mark has a zero in every other byte wherever it is Latin; null when the bytes are not like that. */
function utf16By(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  const half = sample.length / 2;
  if (odd > half * 0.3 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.3 && odd < half * 0.05 ? 'utf-16be' : null;
}

/** @throws AppError FILE_NOT_TEXT, FILE_ENCODING */
export function decodeText(bytes: Uint8Array): string {
  const mark = MARKS.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  if (mark) {
    const text = decode(bytes, mark.encoding);
    if (text === null) throw new AppError('FILE_ENCODING');
    return requireWords(text);
  }
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const utf16 = utf16By(sample);
  if (utf16 !== null) return requireWords(decode(bytes, utf16) ?? '\0');
  if (sample.includes(0)) throw new AppError('FILE_NOT_TEXT');
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== null) return requireWords(utf8);
  const chinese = decode(bytes, 'gb18030');
  if (chinese !== null && isWords(chinese)) return chinese;
  throw new AppError(shareOf(new TextDecoder('latin1').decode(sample), CONTROL) > MOST_CONTROL_SHARE ? 'FILE_NOT_TEXT' : 'FILE_ENCODING');
}

function requireWords(text: string): string {
  if (shareOf(text, CONTROL) > MOST_CONTROL_SHARE) throw new AppError('FILE_NOT_TEXT');
  return text;
}
