import { extname } from 'node:path';
import type { AttachmentKind } from '#shared/models/attachment.ts';

const BY_EXTENSION: Readonly<Record<string, AttachmentKind>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.json': 'json',
  '.jsonl': 'json',
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.txt': 'text',
  '.log': 'text',
  '.text': 'text',
  '.tex': 'text',
};
const CODE =
  /^\.(?:[cm]?[jt]sx?|py|rb|rs|go|java|kt|swift|c|h|cc|cpp|hpp|cs|php|lua|pl|r|jl|scala|dart|sh|bash|zsh|fish|ps1|bat|sql|html?|css|scss|less|vue|svelte|xml|ya?ml|toml|ini|cfg|conf|gradle|cmake|diff|patch|proto|graphql|zig|ex|exs|erl|hs|ml|clj|asm|s|v|vhd)$/u;
const PDF_MARK = '%PDF-';
const ZIP_MARK = 'PK\u0003\u0004';

const beginsWith = (bytes: Uint8Array, mark: string): boolean =>
  bytes.length >= mark.length && [...mark].every((character, index) => bytes[index] === character.charCodeAt(0));

/** By what the file is, then by its name: a PDF that is called .txt is a PDF. */
export function kindOf(name: string, bytes: Uint8Array): AttachmentKind {
  const extension = extname(name).toLowerCase();
  // A mark may stand behind a few bytes of a mail program or a web server.
  if (
    beginsWith(bytes, PDF_MARK) ||
    (extension === '.pdf' && new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).includes(PDF_MARK))
  )
    return 'pdf';
  if (beginsWith(bytes, ZIP_MARK) && extension === '.docx') return 'docx';
  const named = BY_EXTENSION[extension];
  if (named !== undefined) return named;
  return CODE.test(extension) ? 'code' : 'text';
}
