/** Which program wrote a file, found from what is in it; its name does not count. */
import { AppError } from '#shared/errors/app-error.ts';
import { LIBRARY_FORMAT } from '../library-format.ts';
import type { ChatReader } from './chat-piece.ts';
import { chatgpt } from './chatgpt.ts';
import { cherryStudio } from './cherry-studio.ts';
import { claude } from './claude.ts';
import { fieldOf, isRecord } from './foreign-values.ts';
import type { ImportFile } from './import-file.ts';
import { inkstone } from './inkstone.ts';
import { parsePiece, splitJson } from './json-splitter.ts';
import { markdown } from './markdown.ts';
import { openWebui } from './open-webui.ts';

const HEAD_BYTES = 64 * 1024;
/** Enough to know the first chat of a list by. */
const MAX_SAMPLE_BYTES = 64 * 1024 * 1024;

/** Fields by which the chats of a list are known. */
const MARKS: readonly (readonly [mark: string, reader: ChatReader])[] = [
  ['mapping', chatgpt],
  ['chat_messages', claude],
  ['chat', openWebui],
  ['indexedDB', cherryStudio],
];

const COMPRESSED = ['504b0304', '504b0506', '1f8b', '377abcaf271c', '526172211a07', '425a68', 'fd377a585a00', '28b52ffd'];

/** @throws AppError IMPORT_IS_ZIP, IMPORT_NOT_TEXT */
function refuseBinary(head: Buffer): void {
  const hex = head.subarray(0, 8).toString('hex');
  if (COMPRESSED.some((start) => hex.startsWith(start))) throw new AppError('IMPORT_IS_ZIP');
  if (head.includes(0)) throw new AppError('IMPORT_NOT_TEXT');
}

/** A list of something or an object; a Markdown text that begins with a link is neither. */
const JSON_START = /^(?:\u00EF\u00BB\u00BF)?\s*(?:\[\s*[[{\]"]|\{\s*["}])/;

/** @throws AppError IMPORT_* */
export function detectSource(file: ImportFile): ChatReader {
  const head = file.readAt(0, HEAD_BYTES);
  refuseBinary(head);
  if (head.length === 0) throw new AppError('IMPORT_EMPTY');
  const text = head.toString('latin1');
  const reader = JSON_START.test(text) ? detectJson(file, /^[^[{]*\[/.test(text)) : markdown;
  file.readBytes = 0;
  return reader;
}

function detectJson(file: ImportFile, isList: boolean): ChatReader {
  const paths = isList ? [['*']] : [['format']];
  for (const piece of splitJson(file.chunks(), { paths, maxValueBytes: MAX_SAMPLE_BYTES })) {
    if (piece.type === 'field') {
      const reader = MARKS.find(([mark]) => mark === piece.name)?.[1];
      if (reader) return reader;
      continue;
    }
    if (piece.bytes === null) continue;
    const value = parsePiece(piece.bytes, piece.start);
    if (!isList && value === LIBRARY_FORMAT) return inkstone;
    const reader = isRecord(value) ? MARKS.find(([mark]) => fieldOf(value, mark) !== undefined)?.[1] : undefined;
    if (reader) return reader;
  }
  throw new AppError('IMPORT_UNKNOWN');
}
