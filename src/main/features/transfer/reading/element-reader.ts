/** Goes through the elements of a list in a JSON file, or the one object the file consists of. */
import { fieldOf, isRecord, type ForeignRecord } from './foreign-values.ts';
import type { ChatPiece } from './chat-piece.ts';
import { MAX_CHAT_BYTES } from './chat-piece.ts';
import { warning } from './foreign-chat.ts';
import type { ImportFile } from './import-file.ts';
import { parsePiece, splitJson } from './json-splitter.ts';

/** `toPieces` gets each element that has the field by which its program is known. */
export function* readElements(
  file: ImportFile,
  mark: string,
  toPieces: (element: ForeignRecord) => Generator<ChatPiece>,
): Generator<ChatPiece> {
  const first = file
    .readAt(0, 4_096)
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  const path = first.startsWith('[') ? ['*'] : [];
  for (const piece of splitJson(file.chunks(), { paths: [path], maxValueBytes: MAX_CHAT_BYTES })) {
    if (piece.type !== 'value') continue;
    if (piece.bytes === null) {
      yield warning('too-large', 1);
      continue;
    }
    const element = parsePiece(piece.bytes, piece.start);
    if (isRecord(element) && fieldOf(element, mark) !== undefined) yield* toPieces(element);
    else yield warning('not-a-chat', 1);
  }
}
